import { canMeasure, peakWhile, sandboxPids } from '../../app/process-memory.ts';
import { BOT } from '../../flow/connected-workspace.ts';
import { alternate } from '../alternate.ts';
import { now } from '../clock.ts';
import { startBare } from '../peers/start-bare.ts';
import { type Row, rowOf } from '../report/row.ts';
import { answers, answerTo, openOwnRoom, type Stage } from '../stage.ts';
import { until } from '../until.ts';

const MB = 1_024 * 1_024;

/** How much the app's process grows while a large file comes in, beside an app that only reads the file. */
export async function measureMemory({ workspace, sides, scale, model, newWords, sandboxPid }: Stage): Promise<Row[]> {
  if (!canMeasure) throw new Error('memory is read from /proc, which only Linux has');
  model.script(answers);
  const others = sandboxPids();
  const bare = await startBare('', { sandbox: 'node', clock: now });
  const barePid = sandboxPids().find((pid) => !others.includes(pid)) ?? Number.NaN;
  for (const each of [workspace, bare]) each.settings.FileUpload_MaxFileSize = 2 * scale.fileMb * MB;
  const file = { name: 'large.bin', type: 'application/octet-stream', bytes: new Uint8Array(scale.fileMb * MB) };
  const room = await openOwnRoom(bare);
  const both = [
    {
      pid: sandboxPid,
      async bring() {
        const words = newWords();
        const place = await sides[0].directWith('bob');
        await workspace.client('bob').upload(`@${BOT}`, file, words);
        await until(() => {
          if (!sides[0].saidIn(place).join('\n').includes(answerTo(words))) throw new Error('no answer to the file');
        });
      },
    },
    {
      pid: barePid,
      async bring() {
        const { promise, resolve } = Promise.withResolvers<void>();
        const stop = bare.tapHooks((event) => event === 'IPostMessageSent' && resolve());
        await bare.client('bob').upload(room, file, newWords());
        await promise;
        stop();
      },
    },
  ];
  try {
    const [ours = [], theirs = []] = await alternate(
      both,
      { warmUp: 0, times: scale.files },
      async ({ pid, bring }) => {
        const { before, peak } = await peakWhile(pid, bring);
        return peak - before;
      },
    );
    const peer = { name: 'app that reads it', values: theirs };
    return [
      rowOf({ id: 'memory', title: `growth of the app's process, file of ${scale.fileMb} MB`, unit: 'MB', ours, peer }),
    ];
  } finally {
    await bare.stop();
  }
}
