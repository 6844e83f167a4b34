import type { Bot, Mention } from './contract/parts.ts';

/** What was said, as far as a mention needs it. `mentions` is absent where the server names none at all. */
export interface Said {
  readonly text: string;
  readonly mentions?: readonly Mention[] | undefined;
  /** The part of the text in which the server does not look for names, such as the caption of a file. */
  readonly unlisted?: string | undefined;
}

/**
 * Is the bot called in this message? Both halves ask this, so that what the app lets out as a mention is one to the
 * gateway too.
 *
 * The server's list decides who is meant: a bot that was renamed since is followed, and a name in the text alone is
 * none. But the server also lists names in code and in quotes, where nobody is called. Without a list, the text decides.
 */
export function isMentioned({ text, mentions, unlisted }: Said, bot: Bot): boolean {
  if (unlisted && mentionsByName(spoken(unlisted), bot.username)) return true;
  if (!mentions) return mentionsByName(spoken(text), bot.username);
  if (!mentions.some(({ id }) => id === bot.id)) return false;
  return mentionsByName(spoken(text), bot.username) || !mentionsByName(text, bot.username);
}

/** Is everybody in the room called, by `@all` or `@here`? */
export function mentionsEverybody(said: Said): boolean {
  return ['all', 'here'].some((everybody) => isMentioned(said, { id: everybody, username: everybody }));
}

/** `@username` as a word of its own, in upper or lower case: `@openclaw.botty` is not `@openclaw.bot`. */
export function mentionsByName(text: string, username: string): boolean {
  const at = `@${username}`.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // Without the flag `u`, under which `i` would take the sign for kelvin for a k.
  return new RegExp(`(^|[^\\w.@-])${at}(?![\\w-]|\\.\\w)`, 'i').test(text);
}

/** Neither a blank nor a part of any name: whatever stood before it and behind it stays apart. */
const LEFT_OUT = '\0';

/**
 * The text without quoted lines, code blocks and code. Quotes go first: a fence that was quoted opens nothing, and what
 * is never closed is no code, as people see it too.
 */
function spoken(text: string): string {
  return text
    .replace(/^[ \t]*>.*$/gm, LEFT_OUT)
    .replace(/```[\s\S]*?```/g, LEFT_OUT)
    .replace(/`[^`\n]+`/g, LEFT_OUT);
}
