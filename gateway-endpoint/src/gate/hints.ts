import type { Account } from '../config/account.ts';
import type { HintFacts } from '../texts/en/people.ts';
import type { Words } from '../texts/words.ts';
import { COMMANDS, type GivenCommand } from './command.ts';
import type { Rights, Silence } from './verdict.ts';

/** The person who sees a hint. */
export interface Asker extends Pick<HintFacts, 'userId' | 'hasCode'> {
  /** The prefix of commands: `!`, or `/openclaw ` for those of the slash command. */
  readonly commandPrefix: string;
  /** The person's rights: a hint offers no command that they may not use. Absent if unknown. */
  readonly may?: Rights | undefined;
  readonly words: Words;
}

/** @returns undefined for a reason without a hint */
export function hintFor(reason: Silence, asker: Asker): string | undefined {
  const { HINTS } = asker.words;
  return isHint(reason, HINTS) ? HINTS[reason]({ ...asker, commands: listOf(asker) }) : undefined;
}

/** The same for a person who has asked explicitly and always gets an answer. */
export function refusalFor(reason: Silence, asker: Asker): string {
  if (reason === 'livechat-room' || reason === 'encrypted-room') return asker.words.REFUSALS.kindOfRoom;
  return hintFor(reason, asker) ?? asker.words.REFUSALS.other;
}

/** `!help`: the commands that this person may use. OpenClaw has a longer list, which it shows only to its owners. */
export function helpFor(asker: Pick<Asker, 'commandPrefix' | 'may' | 'words'>): string {
  return asker.words.HELP(listOf(asker));
}

/** Did this message address the bot? Other people in the room get no hint. */
export function isAddressed(
  reason: Silence,
  told: {
    readonly roomType: string;
    readonly wasMentioned: boolean | undefined;
    readonly command: GivenCommand | undefined;
  },
): boolean {
  if (reason === 'not-mentioned') return told.roomType === 'group';
  // In a room, a command like `!modle` may be for another bot.
  if (reason === 'unknown-command') return told.roomType === 'direct' || told.wasMentioned === true;
  return told.roomType === 'direct' || told.wasMentioned === true || told.command !== undefined;
}

/** The prefix of commands in this account's messages. */
export function writtenPrefix({ policy }: Pick<Account, 'policy'>): string {
  return policy.commandPrefix || '/';
}

const isHint = (reason: Silence, hints: Words['HINTS']): reason is keyof Words['HINTS'] => Object.hasOwn(hints, reason);

const listOf = ({ commandPrefix, may }: Pick<Asker, 'commandPrefix' | 'may'>): string =>
  Object.entries(COMMANDS)
    .filter(([, rule]) => (rule !== 'operators' || may?.isOperator) && (rule !== 'approvers' || may?.isApprover))
    .map(([name]) => `\`${commandPrefix}${name}\``)
    .join(', ');
