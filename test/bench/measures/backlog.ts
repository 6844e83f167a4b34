import { APP_ID, Envelope, EventBatch, readJson } from '@rocketchat-openclaw/shared';
import type { OutgoingRequest } from '../../../testbed/workspace/workspace.ts';
import { NOBODY } from '../../app/installed-app.ts';
import { untilAsked } from '../asked.ts';
import { untilQuiet } from '../cpu.ts';
import { type Row, rowOf } from '../report/row.ts';
import type { Place } from '../sides.ts';
import type { Stage } from '../stage.ts';
import { until } from '../until.ts';

/** People write while the gateway is away, and one asks something when it is back. */
const ROOMS = 20;
const WRITERS = 8;

interface Round {
  /** Events per second, from the first delivery that is taken to the last 202. */
  readonly rate: number;
  /** Milliseconds until the model is asked: at rest, and behind the backlog. */
  readonly atRest: number;
  readonly during: number;
}

export async function measureBacklog(stage: Stage): Promise<Row[]> {
  const { workspace, sides, scale } = stage;
  const settings = workspace.app(APP_ID);
  await settings.setSettings({ egress_scope: 'rooms' });
  try {
    const rooms: Place[] = [];
    for (let n = 0; n < ROOMS; n++) rooms.push(await sides[0].openRoom());
    const rounds: Round[] = [];
    for (let n = 0; n < scale.backlogs; n++) rounds.push(await playRound(stage, rooms));
    return [
      rowOf({
        id: 'backlog.rate',
        title: `backlog of ${scale.backlog}`,
        unit: 'per second',
        ours: rounds.map(({ rate }) => rate),
        goals: [{ of: 'p50', least: 1_500 }],
      }),
      rowOf({
        id: 'backlog.fresh',
        title: 'fresh DM during that backlog, until the model is asked',
        unit: 'ms',
        ours: rounds.map(({ during }) => during),
        peer: { name: 'at rest', values: rounds.map(({ atRest }) => atRest) },
        goals: [{ of: 'ratio', most: 1.5 }],
      }),
    ];
  } finally {
    await settings.setSettings({ egress_scope: 'addressed' });
  }
}

async function playRound({ workspace, gateway, sides, model, scale, newWords }: Stage, rooms: Place[]): Promise<Round> {
  const [side] = sides;
  const settings = workspace.app(APP_ID);
  const place = await side.directWith('bob');
  await untilQuiet(gateway.pid);
  const atRest = await untilAsked(model, side, place, newWords());
  await untilQuiet(gateway.pid);

  await settings.setSettings({ gateway_url: NOBODY });
  const first = workspace.outgoing.length;
  const missing = new Set(await write(scale.backlog));
  const total = missing.size;
  await settings.setSettings({ gateway_url: gateway.url });
  const taken = () => workspace.outgoing.slice(first).filter(({ status }) => status === 202);
  const begun = await until(
    () => {
      const [delivery] = taken().filter((request) => messagesIn(request).some((id) => missing.has(id)));
      if (!delivery) throw new Error('no event of the backlog was taken');
      return delivery.startedAt;
    },
    { everyMs: 5 },
  );
  const during = await untilAsked(model, side, place, newWords());
  let looked = first;
  const ended = await until(
    () => {
      let last = begun;
      for (const request of workspace.outgoing.slice(looked)) {
        if (request.endedAt === undefined) break;
        looked += 1;
        if (request.status !== 202) continue;
        for (const id of messagesIn(request)) missing.delete(id);
        last = request.endedAt;
      }
      if (missing.size > 0) throw new Error(`${missing.size} of ${total} events have not arrived`);
      return last;
    },
    { timeoutMs: 120_000, everyMs: 10 },
  );
  return { rate: (total * 1_000) / (ended - begun), atRest, during };

  /** A few people at a time. @returns the ids of the messages */
  async function write(count: number): Promise<string[]> {
    const ids: string[] = [];
    let next = 0;
    const writer = async () => {
      while (next < count) {
        const at = next++;
        const { _id } = await workspace.client('bob').say(rooms[at % rooms.length]?.roomId ?? '', `waiting ${at}`);
        ids.push(_id);
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, writer));
    return ids;
  }
}

/** The messages of which a delivery tells. */
function messagesIn({ url, body }: OutgoingRequest): string[] {
  if (!url.endsWith('/events')) return [];
  const { events } = readJson(EventBatch, readJson(Envelope, body, 'an envelope').payload, 'an event batch');
  return events.flatMap((event) => (event.type === 'message.sent' ? [event.message.id] : []));
}
