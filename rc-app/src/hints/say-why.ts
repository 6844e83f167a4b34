import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import type { Told } from '../hear/tell.ts';
import type { Done } from '../texts/done.ts';
import type { Words } from '../texts/words.ts';

/**
 * Tells the person why a command, a click or a form had no effect: nothing else would.
 *
 * @returns nothing if the gateway has it
 */
export function sayWhy(told: Told, eventId: string, by: IUser, done: Done, words: Words): string | undefined {
  if ('stays' in told) return words.STAYS[told.stays];
  if (!told.delivered) return unreachable(told, by, words);
  const result = told.answer.results.find(({ id }) => id === eventId);
  if (result?.outcome !== 'refused') return undefined;
  return words.REFUSED[done](result.reason);
}

/** Addresses are for admins; everybody else learns what to do. */
function unreachable({ why, retry }: Extract<Told, { delivered: false }>, by: IUser, { AWAY, fault }: Words): string {
  if (by.roles?.includes('admin')) return AWAY.because(fault(why));
  return retry === 'later' ? AWAY.tryAgain : AWAY.askAdmin;
}
