import type { Cards, IssuedCard } from './cards.ts';

/** How many of the latest requests of each account are remembered. */
const asked = new Map<string, Set<string>>();
const MOST_REMEMBERED = 1_000;

/** Called when the approvers of this account are asked, whether or not the post arrives. */
export function noteAsked(accountId: string, approvalId: string): void {
  const ids = asked.get(accountId) ?? new Set();
  ids.delete(approvalId);
  asked.set(accountId, ids.add(approvalId));
  const [oldest] = ids;
  if (ids.size > MOST_REMEMBERED && oldest !== undefined) ids.delete(oldest);
}

/**
 * The requests that the approvers of this account may decide in words, by the beginning of an id. OpenClaw knows the requests
 * of all accounts and takes a decision from any approver: those of another workspace are not theirs to decide.
 *
 * @param now milliseconds
 */
export function requestsHere(
  beginning: string,
  accountId: string,
  cards: Pick<Cards, 'requestsBefore'>,
  now: number,
): string[] {
  const ids = new Set([...(asked.get(accountId) ?? []), ...cards.requestsBefore(now + 1).flatMap(idsIn)]);
  if (ids.has(beginning)) return [beginning];
  return [...ids].filter((id) => id.startsWith(beginning));
}

/** A model can name an approval, but not make one. */
function idsIn({ controls }: IssuedCard): string[] {
  return controls.flatMap(({ meaning }) =>
    meaning.does === 'approve' && meaning.askedBy === 'host' ? meaning.approvalId : [],
  );
}
