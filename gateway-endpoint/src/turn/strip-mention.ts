/** Brackets, quotes and emphasis that may stand before a mention, and what nobody sees. */
const OPENING = /^[\p{Ps}\p{Pi}\p{Pf}\p{Cf}\s"'*_~]*/u;

/** May stand between a mention and the words behind it, if a blank follows; a colon or a comma needs none. */
const CLOSING = /^(?:[\p{P}\p{S}\p{Cf}]*(?=\s|$)|[:,，：、]+)[\s:,，：、]*/u;

/**
 * The text without a leading mention of the bot, so that `@bot /new` and `(@bot.) /new` are the command `/new`. For
 * recognising commands and answers only: the agent reads the message as it was written.
 */
export function stripLeadingMention(text: string, username: string): string {
  const trimmed = text.trim();
  const called = trimmed.replace(OPENING, '');
  const mention = `@${username}`;
  if (!called.toLowerCase().startsWith(mention.toLowerCase())) return trimmed;
  const rest = called.slice(mention.length);
  // `@botany` is somebody else.
  return CLOSING.test(rest) ? rest.replace(CLOSING, '') : trimmed;
}
