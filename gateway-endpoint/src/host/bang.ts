/**
 * Would OpenClaw read this as a shell command? It does with any text that begins with `!` (`/bash`, chat command), also
 * `!important` and `!5 > 3`. OpenClaw may remove signs and mentions of the bot before it, so these are skipped here.
 */
export function beginsWithBang(text: string, username: string): boolean {
  const said = text.toLowerCase().replaceAll(`@${username.toLowerCase()}`, '');
  return /^[^\p{L}\p{N}/]*!/u.test(said);
}
