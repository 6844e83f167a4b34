import { setTimeout as pause } from 'node:timers/promises';
import { APP_ID } from '@rocketchat-openclaw/shared';
import { alternate, type HowOften } from '../alternate.ts';
import { now } from '../clock.ts';
import { type HandsOver, say, took } from '../handed-over.ts';
import { startListener } from '../peers/listener.ts';
import { startBare } from '../peers/start-bare.ts';
import { type Row, rowOf } from '../report/row.ts';
import { openOwnRoom, type Stage } from '../stage.ts';

const AT_ONCE = 50;
const ROOMS = 10;
/** A message is alone in its room if nothing was written there for this long (`rc-app/src/push/surroundings.ts`). */
const QUIET_MS = 1_100;

/** From the message in the server to the 202, for messages that start no turn: what is said in a room of the bot's. */
export async function measureHandOver(stage: Stage): Promise<Row[]> {
  const { workspace, sides, scale } = stage;
  const listener = await startListener();
  const bare = await startBare(listener.url, { sandbox: 'node', clock: now });
  await workspace.app(APP_ID).setSettings({ egress_scope: 'rooms' });
  try {
    const both: HandsOver[] = [
      { name: 'Rocket.Chat', workspace, openRoom: async () => (await sides[0].openRoom()).roomId },
      { name: 'bare app', workspace: bare, openRoom: () => openOwnRoom(bare) },
    ];
    const how = { warmUp: 2 * scale.warmUp, times: scale.handOvers };
    const rooms = new Map(await Promise.all(both.map(async (each) => [each, await each.openRoom()] as const)));
    const roomOf = (each: HandsOver) => rooms.get(each) ?? '';
    const alone = await measureAlone(both, how, stage);
    const busy = await alternate(both, how, async (each) => {
      const first = await say(each, roomOf(each), stage.newWords());
      const second = await say(each, roomOf(each), stage.newWords());
      await first();
      return took(await second());
    });
    const rate = await measureAtOnce(both, stage);
    return [
      row('alone', 'hand-over, nothing else in the room', alone, 1.6),
      row('busy', 'hand-over, right behind another one of the room', busy, 3),
      rowOf({
        id: 'hand-over.at-once',
        title: `hand-over, ${AT_ONCE} at once in ${ROOMS} rooms`,
        unit: 'per second',
        ours: rate[0] ?? [],
        peer: { name: 'bare app', values: rate[1] ?? [] },
        goals: [{ of: 'ratio', least: 0.8 }],
      }),
    ];
  } finally {
    await workspace.app(APP_ID).setSettings({ egress_scope: 'addressed' });
    await bare.stop();
    await listener.stop();
  }
}

/** Each message in a room that has been quiet for a while. */
async function measureAlone(both: readonly HandsOver[], how: HowOften, { newWords }: Stage): Promise<number[][]> {
  const rooms = await openRooms(both);
  const openedAt = now();
  const quietAt = new Map<string, number>();
  return alternate(both, how, async (each, round) => {
    const room = rooms.get(each)?.[(round + how.warmUp) % ROOMS] ?? '';
    await pause(Math.max(0, (quietAt.get(room) ?? openedAt + QUIET_MS) - now()));
    quietAt.set(room, now() + QUIET_MS);
    return took(await (await say(each, room, newWords()))());
  });
}

async function openRooms(both: readonly HandsOver[]): Promise<Map<HandsOver, string[]>> {
  const rooms = both.map(async (each) => {
    return [each, await Promise.all(Array.from({ length: ROOMS }, () => each.openRoom()))] as const;
  });
  return new Map(await Promise.all(rooms));
}

function row(id: string, title: string, [ours = [], theirs = []]: number[][], most: number): Row {
  const peer = { name: 'bare app', values: theirs };
  return rowOf({ id: `hand-over.${id}`, title, unit: 'ms', ours, peer, goals: [{ of: 'ratio', most }] });
}

/** Messages per second, from the first in the server to the last 202. */
async function measureAtOnce(both: readonly HandsOver[], { scale, newWords }: Stage): Promise<number[][]> {
  const rooms = await openRooms(both);
  const times = Math.max(1, Math.round(scale.handOvers / 10));
  return alternate(both, { warmUp: Math.min(1, scale.warmUp), times }, async (each) => {
    const at = rooms.get(each) ?? [];
    const said = Array.from({ length: AT_ONCE }, (_, n) => say(each, at[n % ROOMS] ?? '', newWords()));
    const done = await Promise.all(said.map(async (acknowledged) => (await acknowledged)()));
    const first = Math.min(...done.map(({ stored }) => stored));
    const last = Math.max(...done.map(({ acknowledged }) => acknowledged));
    return (AT_ONCE * 1_000) / (last - first);
  });
}
