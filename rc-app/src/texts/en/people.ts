import type { Done } from '../done.ts';

/**
 * Texts for people in their rooms. Each text is a whole sentence, or a function that returns one, so that it can be
 * translated. No other file of the app builds sentences for people.
 */

/** Why something that a person did stays in the workspace. The keys are the reasons of `Staying`. */
export const STAYS = {
  disabled: 'An admin has disabled the OpenClaw app, so nothing is sent to the agent.',
  banned: 'I was banned from this room. An owner of the room can let me in again.',
  'said-while-closed': 'This was written while I was switched off here, so it stays in this workspace.',
  paused: 'An admin has paused the app in its settings, so nothing is sent to the agent right now.',
  livechat: 'I take no part in conversations with visitors of a website.',
  encrypted: "This room is end-to-end encrypted, so I can't read it. Ask me in a room that is not encrypted.",
  'foreign-direct': 'I am not part of this conversation. Write to me directly, or ask me in a room that I am in.',
  'room-not-listed': 'An admin has not opened this room to me. Ask an admin if you need me here.',
  'switched-off': 'I am switched off in this room. An owner of the room can change that: `/openclaw here on`.',
  'not-a-member': 'I am not a member of this room. Invite me, then ask again.',
  archived: "This room is archived, so I can't answer here.",
  muted: 'I am muted in this room. An owner of the room can change that; then ask again.',
  'read-only':
    "This room is read-only, so I can't answer here. An owner of the room can make me a moderator, or let me write; then ask again.",
  'own-message': 'I do not answer myself.',
  'group-direct': 'I do not start direct messages with several people.',
  'not-addressed': "This command is not one of the agent's; see `/openclaw help`.",
} as const;

/** The gateway refused it, and may have given a reason. */
export const REFUSED: Readonly<Record<Done, (reason: string | undefined) => string>> = {
  command: (reason) => (reason ? `OpenClaw refused this command: ${reason}.` : 'OpenClaw refused this command.'),
  click: (reason) => (reason ? `OpenClaw refused this click: ${reason}.` : 'OpenClaw refused this click.'),
  answer: (reason) => (reason ? `OpenClaw refused this answer: ${reason}.` : 'OpenClaw refused this answer.'),
};

export const AWAY = {
  tryAgain:
    "I can't reach OpenClaw right now. Try again in a minute; if it keeps failing, ask an admin to run `/openclaw status`.",
  askAdmin: "I can't reach OpenClaw. Ask an admin to run `/openclaw status`.",
  /** For an admin. */
  because: (fault: string) => `I can't reach OpenClaw: ${fault}`,
  /** The gateway has the command, and nobody waits longer for it. */
  isSlow: "I can't reach OpenClaw: its gateway does not answer. Try again in a minute.",
  formIsSlow: "I can't reach OpenClaw: its gateway does not answer. Send the form again in a minute.",
} as const;

/** Why there is no answer to a message. `fault` is for admins only: it may hold addresses. */
export const UNANSWERED = {
  notConnected: (fault: string | undefined) =>
    fault
      ? `I have no agent to ask: ${fault}. Your message was not kept. Ask again when I am connected.`
      : 'I am not connected yet: an admin has to paste a connection code into the settings of the OpenClaw app. Your message was not kept. Ask again after that.',
  waits: (fault: string | undefined) =>
    fault
      ? `I can't reach the agent: ${fault}. Your message waits here for up to 24 hours. If it waits for more than 10 minutes, the agent reads it but does not answer it: ask again then.`
      : "I can't reach the agent. Your message waits here for up to 24 hours. If it waits for more than 10 minutes, the agent reads it but does not answer it: ask again then.",
  waitsForAdmin: (fault: string | undefined) =>
    fault
      ? `I can't reach the agent: ${fault}. Your message waits here until that is repaired; \`/openclaw status\` says more. If that takes more than 10 minutes, ask again then.`
      : "I can't reach the agent. Your message waits here until an admin has repaired the connection: `/openclaw status` shows an admin what is wrong. If that takes more than 10 minutes, ask again then.",
  noWayBack: (fault: string | undefined) =>
    fault
      ? `The agent has your message, but its answer cannot come here: ${fault}.`
      : 'The agent has your message, but its answer cannot come here. Ask an admin to run `/openclaw status`.',
  notTaken:
    'The agent did not get your message, because OpenClaw refused it. Say it in other words, or ask an admin to run `/openclaw failed`.',
  notSent:
    'The agent did not get your message. Ask again; if it keeps failing, ask an admin to run `/openclaw failed`.',
  /** In a direct message, long after it was said. `room` is absent for rooms without a name. */
  neverSent: (room: string | undefined) =>
    room
      ? `The agent never got the message that you wrote to me in #${room}. Ask again if you still need an answer.`
      : 'The agent never got the message that you wrote to me. Ask again if you still need an answer.',
} as const;

export const FORM_EXPIRED = 'This form has expired. Click the button again for a new one.';

/** A whisper to each person who mentions the bot there, and to the first who writes. */
export const ENCRYPTED_ROOM =
  "This room is end-to-end encrypted, so I can't read what you write here. Write to me in a room that is not encrypted.";

/** `/openclaw here on|off`: `by` is a username, and the announcement is for everybody in the room. */
export const HERE = {
  ownersOnly: 'Only an owner of this room can do that.',
  announceOn: (by: string) => `@${by} switched me on in this room: you can talk to me here again.`,
  announceOff: (by: string) => `@${by} switched me off in this room: nothing that is said here leaves the workspace.`,
  isOn: 'I am switched on in this room now.',
  isOff: 'I am switched off in this room now.',
} as const;
