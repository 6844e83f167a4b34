import { prepareDenoSandbox } from './deno-sandbox.ts';
import { prepareNodeSandbox } from './node-sandbox.ts';

/** Both run the same app archive: Deno up to Rocket.Chat 8.7, Node from 8.8 on. */
export type Sandbox = 'deno' | 'node';

export interface SpawnCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Turns the arguments that the engine gives to `deno` into the command that starts our sandbox. */
export type CommandFor = (engineArgs: readonly string[]) => SpawnCommand;

export function prepareSandbox(sandbox: Sandbox, folder: string): Promise<CommandFor> {
  return sandbox === 'deno' ? prepareDenoSandbox(folder) : prepareNodeSandbox(folder);
}
