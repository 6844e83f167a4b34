import type { Workspace } from '../../../testbed/workspace/workspace.ts';
import { alternate } from '../alternate.ts';
import { now } from '../clock.ts';
import { untilQuiet } from '../cpu.ts';
import { startBare } from '../peers/start-bare.ts';
import { type Row, rowOf } from '../report/row.ts';
import { openOwnRoom, type Stage } from '../stage.ts';

/** What the app costs a workspace for messages in rooms without the bot, beside an app whose hook does nothing. */
export async function measureNotOurs({ workspace, gateway, scale, newWords }: Stage): Promise<Row[]> {
  await untilQuiet(gateway.pid);
  const bare = await startBare('', { sandbox: 'node', clock: now });
  try {
    const both = [workspace, bare];
    const rooms = new Map(await Promise.all(both.map(async (each) => [each, await openOwnRoom(each)] as const)));
    const how = { warmUp: Math.round(scale.foreign / 5), times: scale.foreign };
    const [ours = [], theirs = []] = await alternate(both, how, (each, round) => {
      // The first messages of a room fill what the app remembers.
      if (each === workspace && round === 0) workspace.bridgeCalls.reset();
      return hookTook(each, rooms.get(each) ?? '', newWords());
    });
    const calls = workspace.bridgeCalls.count() / how.times;
    const peer = { name: 'empty app', values: theirs };
    return [
      rowOf({ id: 'not-ours.time', title: 'hook for a message that is not ours', unit: 'ms', ours, peer }),
      rowOf({
        id: 'not-ours.calls',
        title: 'calls to the server for a message that is not ours',
        unit: 'calls',
        ours: [calls],
        goals: [{ of: 'p50', most: 0 }],
      }),
    ];
  } finally {
    await bare.stop();
  }
}

/** Milliseconds of the engine and the app. The hooks of one message have ended before the next is written. */
async function hookTook(workspace: Workspace, room: string, words: string): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const stop = workspace.tapHooks((event, ms) => {
    if (event === 'IPostMessageSent') resolve(ms);
  });
  await workspace.client('bob').say(room, words);
  const ms = await promise;
  stop();
  return ms;
}
