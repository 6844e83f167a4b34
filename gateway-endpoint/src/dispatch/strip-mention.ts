/**
 * The text without a leading mention of the bot, so that `@bot /new` is the command `/new`. For recognising commands
 * only: the agent reads the message as it was written.
 */
export function stripLeadingMention(text: string, username: string): string {
  const trimmed = text.trim();
  const mention = `@${username}`;
  if (!trimmed.toLowerCase().startsWith(mention.toLowerCase())) return trimmed;
  const rest = trimmed.slice(mention.length);
  // `@botany` is somebody else.
  return /^[\s:,]|^$/.test(rest) ? rest.replace(/^[\s:,]+/, '') : trimmed;
}
