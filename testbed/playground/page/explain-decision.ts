import type { Decision } from './contract.ts';

const LEFT: Record<string, string> = {
  direct: 'Sent to the agent: it was said to the bot directly.',
  mention: 'Sent to the agent: it mentions the bot.',
  thread: 'Sent to the agent: it is in a thread in which the bot has written.',
  reaction: 'Sent to the agent: it is a reaction to a message of the bot.',
  command: 'Sent to the agent: it is a command of the agent’s.',
  onchar: 'Sent to the agent: it begins as the agent is called here.',
  'mention-all': 'Sent to the agent: it mentions everybody.',
  membership: 'Sent to the agent: the bot came or went.',
  room: 'Sent to the agent: the admin lets all messages of this room leave.',
};

const STAYED: Record<string, string> = {
  'own-message': 'Stayed in the workspace: the bot itself wrote it.',
  livechat: 'Stayed in the workspace: conversations with visitors of a website never leave.',
  'not-addressed': 'Stayed in the workspace: it was not said to the bot.',
  'foreign-direct': 'Stayed in the workspace: direct messages of other people never leave.',
  'not-a-member': 'Stayed in the workspace: the bot is not a member of this room.',
  'room-not-listed': 'Stayed in the workspace: this room is not on the admin’s list.',
  'switched-off': 'Stayed in the workspace: an owner has switched the bot off in this room.',
  paused: 'Stayed in the workspace: the admin has paused the app.',
  encrypted: 'Stayed in the workspace: the room is end-to-end encrypted.',
};

/** A few words for under the message. A reason that this page does not know is shown as it is. */
export function labelOf({ leaves, why }: Decision): string {
  if (leaves) return why in LEFT ? 'pushed' : `pushed: ${why}`;
  return `stayed: ${why in STAYED ? why.replaceAll('-', ' ') : why}`;
}

/** A sentence that explains the decision. */
export function explainDecision({ leaves, why }: Decision): string {
  const known = leaves ? LEFT[why] : STAYED[why];
  return known ?? `${leaves ? 'Sent to the agent' : 'Stayed in the workspace'}: ${why}.`;
}
