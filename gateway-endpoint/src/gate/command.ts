import { isTypoOf } from './typo.ts';

/** A command to OpenClaw, not a text for the agent: `!status`, `/model gpt`, `@bot /new`. */
export interface GivenCommand {
  /** Lower case, without prefix. */
  readonly name: string;
  /** As OpenClaw reads it: `/model gpt`. */
  readonly text: string;
  /** The right that it needs, in any spelling. `unknown` looks like a command, but does not exist. */
  readonly rule: 'everybody' | 'own-run' | 'approvers' | 'operators' | 'unknown';
  /** Is it only a stop word? If nothing runs, it is an ordinary message. */
  readonly isWord?: true;
  /** A command that may be written with a prefix, without a mention. */
  readonly isOurs: boolean;
}

/**
 * The commands that may be written with a prefix, and who may use them without arguments: anybody who may talk here, or
 * also the person who started the runs that are to be stopped. With arguments a command is for operators: OpenClaw takes
 * them for a model or a setting.
 */
export const COMMANDS = {
  status: 'everybody',
  new: 'everybody',
  help: 'everybody',
  model: 'operators',
  queue: 'operators',
  stop: 'own-run',
  approve: 'approvers',
} as const satisfies Record<string, GivenCommand['rule']>;

export interface Reading {
  readonly prefix: string;
  /** Is this a command of OpenClaw, in its own spelling? */
  readonly isOpenClaws: (text: string) => boolean;
  /** Is this a stop word of OpenClaw, such as `stop` or `please stop`? */
  readonly isAbort?: (text: string) => boolean;
}

/**
 * Reads a command: the prefix, directly followed by the name of a command, or by nearly one, which is answered and
 * never goes to the model. `!important` and `! hi` are ordinary messages. Invisible characters before the prefix are
 * skipped.
 *
 * @param text without a leading mention of the bot
 */
export function readCommand(
  text: string,
  { prefix, isOpenClaws, isAbort = () => false }: Reading,
): GivenCommand | undefined {
  const bare = text.replace(/^[\s\p{Cf}]+/u, '').trimEnd();
  const isPrefixed = prefix !== '' && bare.startsWith(prefix);
  const body = isPrefixed ? `/${bare.slice(prefix.length)}` : bare;
  const name = /^\/([a-z][\w-]*)/i.exec(body)?.[1]?.toLowerCase() ?? '';
  if (isOurs(name)) return ours(name, body);
  const isMeant = isPrefixed && name !== '' && (isNearlyOurs(name) || isOpenClaws(body));
  if (isMeant) return { name, text: body, rule: 'unknown', isOurs: true };
  if (isAbort(bare)) return { name: 'stop', text: bare, rule: 'own-run', isOurs: false, isWord: true };
  // None of OpenClaw's other commands is for everybody: each may change the agent for others, or reveal their data.
  return isOpenClaws(bare) ? { name, text: bare, rule: 'operators', isOurs: false } : undefined;
}

/** Does it begin a new session? What was said before it is for the session before. */
export const isReset = ({ name }: Pick<GivenCommand, 'name'>): boolean => name === 'new' || name === 'reset';

function ours(name: keyof typeof COMMANDS, body: string): GivenCommand {
  // `!stop!` counts as `!stop`.
  const isAlone = /^[.!?…。！？]*$/.test(body.slice(name.length + 1));
  if (isAlone) return { name, text: `/${name}`, rule: COMMANDS[name], isOurs: true };
  // We answer it ourselves, with or without arguments.
  if (name === 'help') return { name, text: '/help', rule: COMMANDS.help, isOurs: true };
  // Its arguments are the approval and the decision, which only approvers may give.
  if (name === 'approve') return { name, text: body, rule: COMMANDS.approve, isOurs: true };
  return { name, text: body, rule: 'operators', isOurs: true };
}

const isOurs = (name: string): name is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, name);

const isNearlyOurs = (written: string): boolean => Object.keys(COMMANDS).some((name) => isTypoOf(written, name));
