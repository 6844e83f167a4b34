import { alternate } from '../alternate.ts';
import { cpuMs } from '../cpu.ts';
import { type Row, rowOf } from '../report/row.ts';
import { answers, placesOf, rest, type Stage } from '../stage.ts';
import { type Turn, takeTurn } from '../turn.ts';

interface Cost extends Turn {
  /** Milliseconds of the gateway's processor, from the message to the end of the rest after the answer. */
  readonly cpu: number;
}

/** Turn by turn: how long until the first sign and until the answer, and what it costs the gateway. */
export async function measureTurns(stage: Stage): Promise<Row[]> {
  const { sides, scale, gateway, model } = stage;
  model.script(answers);
  const places = new Map(await Promise.all(sides.map(async (side) => [side, await placesOf(side)] as const)));
  const costs: Record<'channel' | 'direct', Cost[][]> = { channel: [], direct: [] };
  for (const kind of ['channel', 'direct'] as const) {
    const how = { warmUp: scale.warmUp, times: scale.turns };
    costs[kind] = await alternate(sides, how, async (side): Promise<Cost> => {
      const place = places.get(side)?.[kind];
      if (!place) throw new Error(`${side.name} has no ${kind}`);
      const before = cpuMs(gateway.pid);
      const turn = await takeTurn(side, place, stage.newWords());
      await rest();
      return { ...turn, cpu: cpuMs(gateway.pid) - before };
    });
  }
  const row = (id: string, title: string, kind: 'channel' | 'direct', of: keyof Turn, most: number) => {
    const [ours = [], theirs = []] = costs[kind].map((each) => each.map((cost) => cost[of]));
    const peer = { name: 'Mattermost', values: theirs };
    return rowOf({ id, title, unit: 'ms', ours, peer, goals: [{ of: 'ratio', most }] });
  };
  const cpu = [0, 1].map((at) => byFives([...(costs.channel[at] ?? []), ...(costs.direct[at] ?? [])]));
  return [
    row('whole-way.channel', 'whole way, channel', 'channel', 'answered', 1),
    row('whole-way.direct', 'whole way, DM', 'direct', 'answered', 1),
    row('first-sign.channel', 'first sign, channel', 'channel', 'firstSign', 0.7),
    row('first-sign.direct', 'first sign, DM', 'direct', 'firstSign', 0.7),
    rowOf({
      id: 'gateway-cpu',
      title: 'gateway CPU per turn',
      unit: 'ms',
      ours: cpu[0] ?? [],
      peer: { name: 'Mattermost', values: cpu[1] ?? [] },
      goals: [{ of: 'ratio', most: 1 }],
    }),
  ];
}

/** The system counts in steps of 10 ms, which is too coarse for one turn. */
function byFives(costs: readonly Cost[]): number[] {
  const groups = Array.from({ length: Math.ceil(costs.length / 5) }, (_, at) => costs.slice(at * 5, at * 5 + 5));
  return groups.map((group) => group.reduce((sum, { cpu }) => sum + cpu, 0) / group.length);
}
