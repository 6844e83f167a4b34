import { alternate } from '../alternate.ts';
import { untilQuiet } from '../cpu.ts';
import { type Row, rowOf } from '../report/row.ts';
import { answers, rest, type Stage } from '../stage.ts';
import { type Syncs, syncsWhile } from '../syncs.ts';
import { takeTurn } from '../turn.ts';

/** How often the gateway waits for the disk for one message and its answer. */
export async function measureSyncs({ sides, scale, gateway, model, newWords }: Stage): Promise<Row[]> {
  model.script(answers);
  const rooms = new Map(await Promise.all(sides.map(async (side) => [side, await side.openRoom()] as const)));
  const [ours = [], theirs = []] = await alternate(sides, { warmUp: 0, times: scale.blocks }, async (side) => {
    const place = rooms.get(side);
    if (!place) throw new Error(`${side.name} has no room`);
    await takeTurn(side, place, newWords());
    await untilQuiet(gateway.pid);
    return syncsWhile(gateway, async () => {
      for (let n = 0; n < scale.blockTurns; n++) {
        await takeTurn(side, place, newWords());
        await rest();
      }
    });
  });
  const row = (id: keyof Syncs, title: string, most?: number) => {
    const perMessage = (all: Syncs[]) => all.map((each) => each[id] / scale.blockTurns);
    return rowOf({
      id: `syncs.${id}`,
      title,
      unit: 'calls',
      ours: perMessage(ours),
      peer: { name: 'Mattermost', values: perMessage(theirs) },
      ...(most !== undefined && { goals: [{ of: 'p50' as const, most }] }),
    });
  };
  return [
    row('main', "fsyncs per message, gateway's main thread", 2),
    row('others', "fsyncs per message, gateway's other threads"),
  ];
}
