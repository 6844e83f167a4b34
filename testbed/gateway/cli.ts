import { execFile } from 'node:child_process';
import { type Isolation, openclawProgram } from './isolation.ts';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const CLI_MS = 120_000;

/** Runs `openclaw <args>` in the isolation of a gateway. A failing command is a result, not an error. */
export function runCli({ env, folder, within }: Isolation, args: readonly string[]): Promise<CliResult> {
  return new Promise((resolve) => {
    const [program = '', ...command] = [...(within?.command ?? []), process.execPath, openclawProgram(), ...args];
    const options = { env, cwd: folder, timeout: CLI_MS, maxBuffer: 64 * 1024 * 1024 };
    execFile(program, command, options, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0;
      resolve({ code, stdout, stderr });
    });
  });
}

/** `openclaw plugins install` of a packed plugin. @throws where it is refused, with all that was said */
export async function installPlugin(isolation: Isolation, tgz: string): Promise<void> {
  const { code, stdout, stderr } = await runCli(isolation, [
    'plugins',
    'install',
    tgz,
    '--force',
    '--accept-capabilities',
  ]);
  if (code !== 0) throw new Error(`openclaw plugins install ${tgz} failed:\n${stdout}\n${stderr}`);
}
