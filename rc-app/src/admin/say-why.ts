import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import type { Staying } from '../egress/egress.ts';
import type { Told } from '../push/tell.ts';

/** Nothing but this sentence would tell the person why what they did stays here. */
const STAYS: Record<Staying, string> = {
  disabled: 'Nothing leaves this workspace at the moment: an admin has disabled the app.',
  banned: 'I was banned from this room. An owner of it lets me in again.',
  'said-while-closed': 'This was said while I was switched off here, and stays in this workspace.',
  paused: 'Nothing leaves this workspace at the moment: an admin has paused the app in its settings.',
  livechat: 'Conversations with visitors of a website never leave this workspace.',
  encrypted: 'This room is end-to-end encrypted, and nothing of it leaves. Ask me in a room that is not.',
  'foreign-direct': 'I am not part of this conversation. Ask me in a direct message to me, or in a room I am in.',
  'room-not-listed': 'This room is not among those that an admin has opened to the agent.',
  'switched-off': 'I am switched off in this room. An owner of it switches me on: `/openclaw here on`.',
  'not-a-member': 'I am not a member of this room. Invite me, then ask again.',
  'own-message': 'I do not answer myself.',
  'group-direct': 'I open no direct messages among several people.',
  'not-addressed': 'This is not for the agent.',
};

/**
 * What a person must be told of what they have just done.
 *
 * @param what they did, in a word
 * @returns nothing where the gateway has it
 */
export function sayWhy(
  told: Told,
  eventId: string,
  by: IUser,
  what: 'command' | 'click' | 'answer',
): string | undefined {
  if ('stays' in told) return STAYS[told.stays];
  if (!told.delivered) return unreachable(told, by);
  const result = told.answer.results.find(({ id }) => id === eventId);
  if (result?.outcome !== 'refused') return undefined;
  return `OpenClaw refused this ${what}: ${result.reason ?? 'it gave no reason'}.`;
}

/** Addresses are for admins; everybody else learns what to do. */
function unreachable({ why, retry }: Extract<Told, { delivered: false }>, by: IUser): string {
  if (by.roles?.includes('admin')) return `OpenClaw cannot be reached: ${why}`;
  const cure = retry === 'later' ? 'try again in a minute; if that does not help, ask' : 'ask';
  return `OpenClaw cannot be reached: ${cure} an admin to look at \`/openclaw status\`.`;
}
