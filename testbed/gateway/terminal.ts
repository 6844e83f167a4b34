import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { type Isolation, openclawProgram } from './isolation.ts';

/** A command of OpenClaw in a terminal, with a person who types. */
export interface Terminal {
  /** Everything that was shown, without colours and movements. */
  readonly shown: () => string;
  /** Waits until this is shown behind what was waited for before. @throws after a while, with all that was shown */
  until(words: RegExp | string): Promise<void>;
  type(keys: string): void;
  /** Its exit code. */
  readonly ended: Promise<number>;
  end(): void;
}

export const ENTER = '\r';

const PATIENCE_MS = 120_000;

/** `script` of util-linux gives it a terminal; it is as wide as the longest line. */
export function openTerminal({ env, folder }: Isolation, args: readonly string[]): Terminal {
  const quoted = [process.execPath, openclawProgram(), ...args].map((each) => `'${each}'`).join(' ');
  const child = spawn('script', ['-qfec', `stty cols 500 rows 60; exec ${quoted}`, '/dev/null'], {
    cwd: folder,
    env: { ...env, TERM: 'xterm' },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  const shown = () => stripVTControlCharacters(output);
  let from = 0;
  return {
    shown,
    ended,
    type: (keys) => void child.stdin.write(keys),
    end: () => void child.kill(),
    async until(words) {
      const deadline = performance.now() + PATIENCE_MS;
      for (;;) {
        const rest = shown().slice(from);
        const at = typeof words === 'string' ? rest.indexOf(words) : rest.search(words);
        if (at >= 0) {
          from += at + 1;
          return;
        }
        if (performance.now() > deadline) throw new Error(`${String(words)} was not shown:\n${shown()}`);
        await sleep(50);
      }
    },
  };
}
