import type { GatewayHello } from '@rocketchat-openclaw/shared';
import type { Words } from '../texts/words.ts';

/** Every gateway understands these, also before it has said which commands it has. */
const ALWAYS = ['status', 'model', 'stop', 'new', 'help'];

/** The names of the agent's commands, such as `model`: without the prefix under which a message has them. */
export function agentCommands(hello: GatewayHello | undefined): string[] {
  const named = hello?.activation.commandPrefixes.map((command) => command.replace(/^[^\p{L}\p{N}]+/u, '')) ?? [];
  return [...new Set([...ALWAYS, ...named.map((name) => name.toLowerCase()).filter(Boolean)])];
}

/** `/openclaw help`, and the answer to an unknown word. */
export function help(hello: GatewayHello | undefined, { HELP }: Words): string {
  const theirs = agentCommands(hello).filter((name) => name !== 'help' && name !== 'status');
  return [...HELP.lines, HELP.agentCommands(theirs.map((name) => `\`/openclaw ${name}\``))].join('\n');
}
