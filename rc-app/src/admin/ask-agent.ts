import type { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands/SlashCommandContext';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { heardCommand } from '../capture/command.ts';
import type { Staying } from '../egress/egress.ts';
import { type Telling, type Told, tell } from '../push/tell.ts';
import { attemptNow, later } from '../sandbox.ts';

/** Longer than one push that waits for another, and well within the engine's time-out, after which nobody is told. */
const PATIENCE_MS = 15_000;

/** Nothing but this answer would tell the person why their command stays. */
const STAYS: Record<Staying, string> = {
  paused: 'Nothing leaves this workspace at the moment: an admin has paused the app in its settings.',
  livechat: 'Conversations with visitors of a website never leave this workspace.',
  encrypted: 'This room is end-to-end encrypted, and nothing of it leaves. Ask me in a room that is not.',
  'foreign-direct': 'I am not part of this conversation. Ask me in a direct message to me, or in a room I am in.',
  'room-not-listed': 'This room is not among those that an admin has opened to the agent.',
  'switched-off': 'I am switched off in this room. An owner of it switches me on: `/openclaw here on`.',
  'not-a-member': 'I am not a member of this room. Invite me, then ask again.',
  'own-message': 'I do not answer myself.',
  'not-addressed': 'This is not for the agent.',
};

/**
 * Hands a subcommand to the agent, whose answer comes back as the command `notify`.
 *
 * @returns what the person must be told now: nothing where the gateway has it
 */
export async function askAgent(
  command: string,
  context: SlashCommandContext,
  telling: Telling,
): Promise<string | undefined> {
  const heard = heardCommand(command, context, attemptNow().nonce);
  const told = tell(heard, telling);
  return Promise.race([told.then((each) => describe(each, heard.id, context.getSender())), impatience()]);
}

function describe(told: Told, eventId: string, by: IUser): string | undefined {
  if ('stays' in told) return STAYS[told.stays];
  if (!told.delivered) return unreachable(told, by);
  const result = told.answer.results.find(({ id }) => id === eventId);
  if (result?.outcome !== 'refused') return undefined;
  return `OpenClaw refused this command: ${result.reason ?? 'it gave no reason'}.`;
}

/** Addresses are for admins; everybody else learns what to do. */
function unreachable({ why, retry }: Extract<Told, { delivered: false }>, by: IUser): string {
  if (by.roles?.includes('admin')) return `OpenClaw cannot be reached: ${why}`;
  const cure = retry === 'later' ? 'try again in a minute; if that does not help, ask' : 'ask';
  return `OpenClaw cannot be reached: ${cure} an admin to look at \`/openclaw status\`.`;
}

function impatience(): Promise<string> {
  const sentence = 'OpenClaw cannot be reached: its gateway does not answer. Try again in a minute.';
  return new Promise((resolve) => later(() => resolve(sentence), PATIENCE_MS));
}
