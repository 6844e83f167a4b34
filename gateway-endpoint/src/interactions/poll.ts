import * as z from 'zod';
import type { Words } from '../texts/words.ts';

/** A question to everybody in a room. */
export const Poll = z.strictObject({
  question: z.string(),
  options: z.array(z.string()).min(1),
  /** How many options one person may choose. */
  most: z.int().min(1),
  /** Are the names of those who voted kept from the room? */
  isAnonymous: z.boolean(),
  /** Milliseconds since 1970; absent where it stays open for as long as it is remembered. */
  closesAt: z.int().optional(),
});
export type Poll = z.infer<typeof Poll>;

/** The votes: usernames by option, and the number of people. */
export interface Tally {
  readonly voters: readonly (readonly string[])[];
  readonly people: number;
}

/** Two rows of buttons. */
export const POLL_OPTIONS = 20;

/** A poll → what is posted: its text with the counts, and a button for each option. */
export function pollContent(poll: Poll, words: Words) {
  const controls = poll.options.map((label, option) => ({
    label,
    meaning: { does: 'vote', option } as const,
    isReusable: true,
  }));
  return {
    text: pollText(poll, emptyTally(poll), true, words),
    card: { parts: [{ kind: 'buttons' as const, controls }], poll },
  };
}

export function pollText(
  { question, options, most, isAnonymous }: Poll,
  tally: Tally,
  isOpen: boolean,
  words: Words,
): string {
  const lines = options.map((option, index) => {
    const voters = tally.voters[index] ?? [];
    const share = tally.people > 0 ? ` (${Math.round((voters.length / tally.people) * 100)} %)` : '';
    const names = !isAnonymous && voters.length > 0 ? `: ${voters.map((name) => `@${name}`).join(', ')}` : '';
    return `- ${oneLine(option)} — **${voters.length}**${share}${names}`;
  });
  return [`**${oneLine(question)}**`, '', ...lines, '', countOf(tally.people, most, isOpen, words)].join('\n');
}

function countOf(people: number, most: number, isOpen: boolean, { POLL }: Words): string {
  if (!isOpen) return POLL.closed(people);
  return most > 1 ? POLL.votesUpTo(people, most) : POLL.votes(people);
}

function emptyTally({ options }: Poll): Tally {
  return { voters: options.map(() => []), people: 0 };
}

/** A line break in an option would begin another option. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('**', '').trim();
