import { prepareDenoSandbox } from './deno-sandbox.ts';
import { prepareNodeSandbox } from './node-sandbox.ts';
import type { CommandFor } from './spawn-command.ts';

/** Both run the same app archive: Deno up to Rocket.Chat 8.7, Node from 8.8 on. */
export type Sandbox = 'deno' | 'node';

export function prepareSandbox(sandbox: Sandbox, folder: string): Promise<CommandFor> {
  return sandbox === 'deno' ? prepareDenoSandbox(folder) : prepareNodeSandbox(folder);
}
