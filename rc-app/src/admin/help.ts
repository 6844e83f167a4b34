import type { GatewayHello } from '@rocketchat-openclaw/shared';

/** The app itself answers these. */
const OURS = [
  '`/openclaw here off` – nothing that is said in this room leaves the workspace (room owners)',
  '`/openclaw here on` – what is addressed to the agent may leave again',
  '`/openclaw status` – what the agent is doing; for admins also: is it connected, what waits, and what may leave',
  '`/openclaw failed` – what could not be told to OpenClaw, and why; `/openclaw retry` tries it again (admins)',
  '`/openclaw disconnect` – forget the secret of the connection (admins)',
];

/** What every gateway understands, also before it has said which commands it has. */
const ALWAYS = ['status', 'model', 'stop', 'new', 'help'];

/** The names of the agent's commands, such as `model`: without the prefix under which a message has them. */
export function agentCommands(hello: GatewayHello | undefined): string[] {
  const named = hello?.activation.commandPrefixes.map((command) => command.replace(/^[^\p{L}\p{N}]+/u, '')) ?? [];
  return [...new Set([...ALWAYS, ...named.map((name) => name.toLowerCase()).filter(Boolean)])];
}

/** `/openclaw help`, and what an unknown word gets. */
export function help(hello: GatewayHello | undefined): string {
  const theirs = agentCommands(hello).filter((name) => name !== 'help' && name !== 'status');
  return [...OURS, `The agent answers: ${theirs.map((name) => `\`/openclaw ${name}\``).join(' · ')}`].join('\n');
}
