import type { Bot, Mention } from './contract/parts.ts';
import { mentionsByName, mentionsUnseen, spoken } from './name-in-text.ts';

/** A message, as far as mentions need it. `mentions` is absent where the server names none at all. */
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
 * The server's list decides who is meant: a bot that was renamed since is followed. But the server also lists names in
 * code and in quotes, where nobody is called, and it finds none that has a full stop behind it or a bracket before it.
 * Without a list, the text decides.
 */
export function isMentioned({ text, mentions, unlisted }: Said, bot: Bot): boolean {
  if (unlisted && mentionsByName(spoken(unlisted), bot.username)) return true;
  if (!mentions) return mentionsByName(spoken(text), bot.username);
  if (!isListed(mentions, bot)) return mentionsUnseen(spoken(text), bot.username, mentions);
  return mentionsByName(spoken(text), bot.username) || !mentionsByName(text, bot.username);
}

/**
 * Is everybody in the room mentioned, by `@all` or `@here`? The server decides whether its author may do that; it lists
 * no mentions of captions.
 */
export function mentionsEverybody(said: Said): boolean {
  return ['all', 'here'].some((id) => {
    const everybody = { id, username: id };
    return (!said.mentions || isListed(said.mentions, everybody)) && isMentioned(said, everybody);
  });
}

const isListed = (mentions: readonly Mention[], { id }: Bot): boolean => mentions.some((each) => each.id === id);
