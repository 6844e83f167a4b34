import type { Account } from '../config/account.ts';
import { COMMANDS, type GivenCommand } from './command.ts';
import type { Silence } from './verdict.ts';

/** What a sentence to a person may depend on. */
export interface HintFacts {
  readonly userId: string;
  /** What commands begin with where they are written: `!`, or `/openclaw ` for those of the slash command. */
  readonly commandPrefix: string;
  /** Is there a code in this person's hands that an operator can approve? */
  readonly hasCode: boolean;
}

const LISTED = ({ userId }: HintFacts) => `Ask whoever runs me to add you (your user id: ${userId}).`;

/**
 * What a person is told who has addressed the bot in vain. Only reasons they would otherwise wonder about; the
 * operator's words for the same reasons are in `SILENCES`.
 */
export const HINTS = {
  'pairing-required': ({ hasCode }) =>
    hasCode
      ? 'I may not answer you yet: whoever runs me has to approve you first. Your code was sent to you before, in our direct messages.'
      : 'I may not answer you yet: whoever runs me has to approve you first. I could give you no code for that: write to me directly, or try again later.',
  'sender-not-allowed': (facts) => `I may not answer you here yet. ${LISTED(facts)}`,
  'nobody-allowed': (facts) => `I may not answer anybody here yet. ${LISTED(facts)}`,
  'name-not-accepted': (facts) => `I know you by name only, and that is not enough for me. ${LISTED(facts)}`,
  'access-group-unknown': (facts) => `I may not answer you here yet. ${LISTED(facts)}`,
  'room-not-allowed': () => 'I may not answer in this room. Ask whoever runs me to open it for me.',
  'rooms-disabled': () => 'I do not answer in rooms. Try a direct message.',
  'direct-disabled': () => 'I do not answer direct messages. Mention me in a room instead.',
  'command-not-authorized': () => 'You may not use this command. Ask whoever runs me if you need it.',
  'unknown-command': ({ commandPrefix }) => `I do not know this command. I know ${listOf(commandPrefix)}.`,
  'edited-by-another': () =>
    'Somebody else edited your message before I could read it, so I have done nothing about it. Please write it again.',
  'not-mentioned': () => 'Did you mean me? Mention me, and I will answer.',
} as const satisfies Partial<Record<Silence, (facts: HintFacts) => string>>;

/** @returns undefined for a reason that nobody is told */
export function hintFor(reason: Silence, facts: HintFacts): string | undefined {
  return hasHint(reason) ? HINTS[reason](facts) : undefined;
}

/** The same for somebody who has asked for something explicitly and is owed a sentence, whatever the reason. */
export function refusalFor(reason: Silence, facts: HintFacts): string {
  if (reason === 'livechat-room' || reason === 'encrypted-room') return 'I cannot work in rooms of this kind.';
  return hintFor(reason, facts) ?? 'I may not do this here. Ask whoever runs me if you need it.';
}

/** `!help`: what there is. OpenClaw has a longer list, which it tells only those whom it takes for owners. */
export function helpFor(commandPrefix: string): string {
  return `Commands: ${listOf(commandPrefix)}. Everything else that is said to me goes to the agent.`;
}

/** Did this message speak to the bot? Whoever only talks nearby is not to be bothered. */
export function isAddressed(
  reason: Silence,
  told: {
    readonly roomType: string;
    readonly wasMentioned: boolean | undefined;
    readonly command: GivenCommand | undefined;
  },
): boolean {
  if (reason === 'not-mentioned') return told.roomType === 'group';
  // `!important: lunch` in a room is for its people.
  if (reason === 'unknown-command') return told.roomType === 'direct' || told.wasMentioned === true;
  return told.roomType === 'direct' || told.wasMentioned === true || told.command !== undefined;
}

/** What commands begin with in this account's messages. */
export function writtenPrefix({ policy }: Pick<Account, 'policy'>): string {
  return policy.commandPrefix || '/';
}

const hasHint = (reason: Silence): reason is keyof typeof HINTS => Object.hasOwn(HINTS, reason);

const listOf = (prefix: string): string =>
  Object.keys(COMMANDS)
    .map((name) => `\`${prefix}${name}\``)
    .join(', ');
