/** What somebody asks of the agent's workings instead of the agent: `!status`, `/model gpt`, `@bot /new`. */
export interface GivenCommand {
  /** Lower case, without prefix. */
  readonly name: string;
  /** As OpenClaw reads it: `/model gpt`. */
  readonly text: string;
  /** One of ours: its rules are the same whichever way it is written. What is not ours is OpenClaw's to judge. */
  readonly rule: 'everybody' | 'operators' | 'openclaw' | 'unknown';
}

/** The commands that may be written with a prefix, and who may use them. */
export const COMMANDS = {
  status: 'everybody',
  new: 'everybody',
  help: 'everybody',
  model: 'operators',
  stop: 'operators',
} as const satisfies Record<string, GivenCommand['rule']>;

/**
 * Reads a command. What begins with the prefix is one, known or not, and is never for the model. Characters without
 * a shape before it do not hide it.
 *
 * @param text without a leading mention of the bot
 * @param isOpenClaws is this one of the commands that OpenClaw itself knows, in its own spelling?
 */
export function readCommand(
  text: string,
  { prefix, isOpenClaws }: { readonly prefix: string; readonly isOpenClaws: (text: string) => boolean },
): GivenCommand | undefined {
  const bare = text.replace(/^[\s\p{Cf}]+/u, '').trimEnd();
  const isPrefixed = prefix !== '' && bare.startsWith(prefix);
  const body = isPrefixed ? `/${bare.slice(prefix.length)}` : bare;
  const name = /^\/([\w-]+)/.exec(body)?.[1]?.toLowerCase() ?? '';
  if (isOurs(name)) return { name, text: body, rule: COMMANDS[name] };
  if (isPrefixed) return { name, text: body, rule: 'unknown' };
  return isOpenClaws(bare) ? { name, text: bare, rule: 'openclaw' } : undefined;
}

const isOurs = (name: string): name is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, name);
