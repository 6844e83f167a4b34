import { isTypoOf } from './typo.ts';

/** A command to OpenClaw, and no words for the agent: `!status`, `/model gpt`, `@bot /new`. */
export interface GivenCommand {
  /** Lower case, without prefix. */
  readonly name: string;
  /** As OpenClaw reads it: `/model gpt`. */
  readonly text: string;
  /** The right that it needs, however it is written. `unknown` looks like a command, but there is no such one. */
  readonly rule: 'everybody' | 'own-run' | 'approvers' | 'operators' | 'unknown';
  /** Is it no more than a word by which a run is stopped? Where none is, it is a word like any other. */
  readonly isWord?: true;
  /** One of those that may be written with a prefix, and need no mention. */
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
  stop: 'own-run',
  approve: 'approvers',
} as const satisfies Record<string, GivenCommand['rule']>;

export interface Reading {
  readonly prefix: string;
  /** Is this one of the commands that OpenClaw itself knows, in its own spelling? */
  readonly isOpenClaws: (text: string) => boolean;
  /** Is this a word by which OpenClaw is stopped, such as `stop` or `please stop`? */
  readonly isAbort?: (text: string) => boolean;
}

/**
 * Reads a command. Behind the prefix it is one where a name follows at once that there is, or that is nearly one: that is
 * answered, and never for the model. `!important` and `! hi` are words. Characters without a shape before it do not hide it.
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
  // Not one of OpenClaw's own is for everybody: each may change what others get, or tell what is not theirs.
  return isOpenClaws(bare) ? { name, text: bare, rule: 'operators', isOurs: false } : undefined;
}

function ours(name: keyof typeof COMMANDS, body: string): GivenCommand {
  // `!stop!` is no less than `!stop`.
  const isAlone = /^[.!?…。！？]*$/.test(body.slice(name.length + 1));
  if (isAlone) return { name, text: `/${name}`, rule: COMMANDS[name], isOurs: true };
  // The answer is ours, and the same whatever stands behind it.
  if (name === 'help') return { name, text: '/help', rule: COMMANDS.help, isOurs: true };
  // Behind it stand the approval and the decision, which only approvers may name.
  if (name === 'approve') return { name, text: body, rule: COMMANDS.approve, isOurs: true };
  return { name, text: body, rule: 'operators', isOurs: true };
}

const isOurs = (name: string): name is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, name);

const isNearlyOurs = (written: string): boolean => Object.keys(COMMANDS).some((name) => isTypoOf(written, name));
