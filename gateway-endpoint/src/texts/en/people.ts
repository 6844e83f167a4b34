import { APPROVAL } from './cards.ts';

/**
 * Texts for people in Rocket.Chat instead of an answer of the agent. Each text is a whole sentence, or a function that
 * returns one, so that it can be translated. No other file of the plugin builds sentences for people.
 */

/** Facts on which a sentence to a person may depend. */
export interface HintFacts {
  readonly userId: string;
  /** The names of commands as this person would write them: `!status`, `!new`. */
  readonly commands: string;
  /** Does this person have a code that an operator can approve? */
  readonly hasCode: boolean;
}

const notSetUpForYou = ({ userId }: HintFacts) =>
  `I'm not set up to answer you here yet. Ask the person who runs me to add you (your user ID: ${userId}).`;

/**
 * Why the bot stays silent, for the person who has addressed it. Only reasons that the person would otherwise wonder
 * about; the operator's words for the same reasons are in `SILENCES`.
 */
export const HINTS = {
  'pairing-required': ({ hasCode }) =>
    hasCode
      ? "I can't answer you yet: the person who runs me has to approve you. Send them the code from our direct messages."
      : "I can't answer you yet: the person who runs me has to approve you. I have no code for you right now: write to me directly, or try again later.",
  'sender-not-allowed': notSetUpForYou,
  'nobody-allowed': ({ userId }) =>
    `I'm not set up to answer in this room yet. Ask the person who runs me to add you (your user ID: ${userId}).`,
  'name-not-accepted': ({ userId }) =>
    `I know only your username, and usernames can change hands. Ask the person who runs me to add you (your user ID: ${userId}).`,
  'access-group-unknown': notSetUpForYou,
  'room-not-allowed': () => "I'm not set up to answer in this room. Ask the person who runs me to open it for me.",
  'rooms-disabled': () => "I don't answer in rooms. Write me a direct message instead.",
  'direct-disabled': () => "I don't answer direct messages. Mention me in a room instead.",
  'command-not-authorized': () => 'You are not allowed to use this command. Ask the person who runs me if you need it.',
  'not-an-approver': () => APPROVAL.approversOnly,
  'unknown-command': ({ commands }) => `I don't know this command. I know ${commands}.`,
  'edited-by-another': () =>
    'Someone else edited your message before I could read it, so I did nothing. Please write it again.',
  'no-text': () => 'I found no words and no file in your message. Please write it again.',
  'refused-by-policy': () => "I can't answer you here. Ask the person who runs me if you need it.",
  'not-mentioned': () => 'Did you mean me? Mention me, and I will answer.',
} as const satisfies Record<string, (facts: HintFacts) => string>;

/** For a person who has asked explicitly, e.g. by a slash command, and always gets an answer. */
export const REFUSALS = {
  kindOfRoom: "I can't work in rooms of this kind.",
  other: "I can't do this here. Ask the person who runs me if you need it.",
} as const;

/** `!help` and `/openclaw help`. */
export const HELP = (commands: string) => `Commands: ${commands}. Anything else you write to me goes to the agent.`;

/** Pairing: see `PAIRING_CODE` as well. */
export const PAIRING = {
  approved: 'You are approved: I can answer you from now on. Say hello!',
  userId: (userId: string) => `Your Rocket.Chat user ID: ${userId}`,
} as const;

/** The turn failed. `ref` stands in the gateway's log beside what happened. */
export const FAILED = {
  tooLong: (ref: string, newCommand: string) =>
    `This conversation has become too long for me (ref ${ref}). Please start a new one with \`${newCommand}\`.`,
  tooMany: (ref: string) => `I'm getting too many requests right now (ref ${ref}). Please try again in a minute.`,
  notSetUp: (ref: string) => `I'm not set up properly right now (ref ${ref}). Please tell the person who runs me.`,
  restarting: (ref: string) => `I'm restarting (ref ${ref}). Please try again in a minute.`,
  tookTooLong: (ref: string) => `That took too long, so I stopped (ref ${ref}). Please try again.`,
  overloaded: (ref: string) => `The AI model is overloaded right now (ref ${ref}). Please try again in a minute.`,
  noAnswer: (ref: string) => `I couldn't come up with an answer (ref ${ref}). Please try again.`,
  other: (ref: string) => `Something went wrong on my side (ref ${ref}). Please try again.`,
} as const;

/** The gateway could not handle the message and gives up. Its log says why. */
export const GIVEN_UP =
  "I couldn't handle this, and I won't try again. Please ask again; if that fails too, tell the person who runs me.";

/** A message waits while another one is worked on. `ahead` counts those that wait before it. */
export const WAITS = ({ whose, ahead }: { whose: readonly string[]; ahead: number }): string =>
  `I have your message. ${stillAtWork(whose)} ${
    ahead === 0
      ? 'Yours is next.'
      : ahead === 1
        ? 'One message waits before yours.'
        : `${ahead} messages wait before yours.`
  }`;

/** A slash command that begins a new session waits. */
export const NEW_SESSION_WAITS = (whose: readonly string[]): string =>
  `${stillAtWork(whose)} The new session begins after that.`;

const stillAtWork = (whose: readonly string[]): string =>
  `I am still working on ${whose.length > 0 ? `a question of ${whose.join(' and ')}` : 'another question'}.`;

/** Below the answer to `!status`: whose questions are worked on, where that may be known, and how many messages wait. */
export function AT_WORK({
  whose,
  isAtWork,
  waiting,
}: {
  whose: readonly string[];
  isAtWork: boolean;
  waiting: number;
}) {
  const work = whose.length > 0 ? `a question of ${whose.join(' and ')}` : isAtWork ? 'a question' : 'nothing';
  const rest = waiting === 0 ? 'Nothing waits.' : waiting === 1 ? 'One message waits.' : `${waiting} messages wait.`;
  return `At work: ${work}. ${rest}`;
}

/** How days and times are written, by `Intl`. */
export const LOCALE = 'en-GB';

/** Said once in a room whose messages came too late for an answer. Times are in the gateway's time zone. */
export const LATE = {
  one: (at: string, zone: string) =>
    `I was away and did not answer a message at ${at} (${zone}). Ask again if you still need an answer.`,
  many: (count: number, at: string, zone: string) =>
    `I was away and did not answer ${count} messages at ${at} (${zone}). Ask again if you still need an answer.`,
  manyBetween: (count: number, from: string, to: string, zone: string) =>
    `I was away and did not answer ${count} messages between ${from} and ${to} (${zone}). Ask again if you still need an answer.`,
} as const;

/**
 * An answer that could not be given where it was asked for: said in a direct message. The keys are the app's reasons;
 * `room` is the name of the room, where it has one.
 */
export const NOT_ANSWERED = {
  'not-a-member': (room) =>
    room
      ? `I can't answer you in the room ${room}: I am no longer a member of it.`
      : "I can't answer you where you asked me: I am no longer a member of that room.",
  encrypted: (room) =>
    room
      ? `I can't answer you in the room ${room}: it is end-to-end encrypted now.`
      : "I can't answer you where you asked me: that room is end-to-end encrypted now.",
  'room-not-listed': (room) =>
    room
      ? `I can't answer you in the room ${room}: an admin has closed it to me.`
      : "I can't answer you where you asked me: an admin has closed that room to me.",
  archived: (room) =>
    room
      ? `I can't answer you in the room ${room}: it was archived.`
      : "I can't answer you where you asked me: that room was archived.",
  banned: (room) =>
    room
      ? `I can't answer you in the room ${room}: I was banned from it.`
      : "I can't answer you where you asked me: I was banned from that room.",
  muted: (room) =>
    room
      ? `I can't answer you in the room ${room}: I am muted there. An owner of the room can change that.`
      : "I can't answer you where you asked me: I am muted in that room. An owner of the room can change that.",
  'read-only': (room) =>
    room
      ? `I can't answer you in the room ${room}: it is read-only. An owner of the room can let me write there.`
      : "I can't answer you where you asked me: that room is read-only. An owner of the room can let me write there.",
  'switched-off': (room) =>
    room
      ? `I can't answer you in the room ${room}: I was switched off there.`
      : "I can't answer you where you asked me: I was switched off in that room.",
} as const satisfies Readonly<Record<string, (room: string | undefined) => string>>;
