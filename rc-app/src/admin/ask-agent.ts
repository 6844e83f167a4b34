import type { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands/SlashCommandContext';
import { heardCommand } from '../capture/command.ts';
import { tell } from '../hear/tell.ts';
import { sayWhy } from '../hints/say-why.ts';
import { attemptNow, pause } from '../machine.ts';
import type { Words } from '../texts/words.ts';
import type { Telling } from '../workspace/workspace.ts';

/**
 * Longer than one push that waits for another, and well within the engine's time-out, after which the answer would be
 * lost.
 */
const PATIENCE_MS = 15_000;

/**
 * Hands a subcommand to the agent, whose answer comes back as the command `notify`.
 *
 * @returns the text for the person; undefined where the gateway has the command
 */
export async function askAgent(
  command: string,
  context: SlashCommandContext,
  telling: Telling,
  words: Words,
): Promise<string | undefined> {
  const heard = heardCommand(command, context, attemptNow().nonce);
  const told = tell(heard, telling);
  const answered = told.then((each) => sayWhy(each, heard.id, context.getSender(), 'command', words));
  return Promise.race([answered, impatience(words)]);
}

async function impatience({ AWAY }: Words): Promise<string> {
  await pause(PATIENCE_MS);
  return AWAY.isSlow;
}
