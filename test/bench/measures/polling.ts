import { setTimeout as pause } from 'node:timers/promises';
import { alternate } from '../alternate.ts';
import { POLL_MS, startPollingBot } from '../peers/polling-bot.ts';
import { type Row, rowOf } from '../report/row.ts';
import type { Place, Side } from '../sides.ts';
import { answers, type Stage } from '../stage.ts';
import { takeTurn } from '../turn.ts';

const BOT = 'poller';

/** The whole way beside a bot that polls. */
export async function measurePolling(stage: Stage): Promise<Row[]> {
  const { workspace, gateway, sides, scale, model, newWords } = stage;
  model.script(answers);
  const { users } = workspace.store;
  const [bob] = [...users.values()].filter(({ username }) => username === 'bob');
  if (!bob) throw new Error('Bob is gone');
  const botId = `${BOT}Id`;
  users.set(botId, { ...bob, _id: botId, username: BOT, name: BOT, password: BOT });
  const agent = { url: gateway.url, key: gateway.token };
  const bot = startPollingBot({ client: workspace.client(BOT), botId, agent });
  try {
    const polling = sideOf(stage, botId);
    const places = new Map<Side, Place>();
    for (const side of [sides[0], polling]) places.set(side, await side.directWith('bob'));
    let turn = 0;
    const how = { warmUp: Math.min(1, scale.warmUp), times: scale.polls };
    const [ours = [], theirs = []] = await alternate([...places.keys()], how, async (side) => {
      // An answer follows a poll; without a pause each message would be written right behind one.
      await pause((POLL_MS * (turn++ % (2 * scale.polls))) / (2 * scale.polls));
      const { answered } = await takeTurn(side, places.get(side) as Place, newWords());
      return answered;
    });
    const peer = { name: 'polling bot', values: theirs };
    return [
      rowOf({ id: 'polling', title: 'whole way, DM, beside a bot that polls every 3 s', unit: 'ms', ours, peer }),
    ];
  } finally {
    await bot.stop();
  }
}

/** The workspace as a person sees it who writes to that bot. */
function sideOf({ workspace, sides: [ours] }: Stage, botId: string): Side {
  return {
    ...ours,
    async directWith(person) {
      return { roomId: (await workspace.client(person).directRoomWith(BOT))._id, isDirect: true };
    },
    watch: (listener) =>
      workspace.stream.subscribe((event) => {
        if (event.type !== 'message' || event.message.u._id !== botId) return;
        listener({
          kind: 'words',
          roomId: event.room,
          text: event.message.msg,
          at: performance.timeOrigin + performance.now(),
        });
      }),
  };
}
