/**
 * Does OpenClaw read a command line in this? To OpenClaw whatever begins with `!` is one (`/bash`, chat command), while
 * to people `!important` and `!5 > 3` are words. Signs and mentions of the bot before it may be taken away by OpenClaw,
 * and hide nothing.
 */
export function beginsWithBang(text: string, username: string): boolean {
  const said = text.toLowerCase().replaceAll(`@${username.toLowerCase()}`, '');
  return /^[^\p{L}\p{N}/]*!/u.test(said);
}
