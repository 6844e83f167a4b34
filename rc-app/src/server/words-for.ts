import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { type Words, wordsIn } from '../texts/words.ts';

/**
 * Words for one person: in the language of their account, or else in the workspace's. The server tells apps of all
 * preferences only the language, and that only where the person has chosen one (converters/users.ts).
 */
export async function wordsFor(person: Pick<IUser, 'settings'>, read: IRead): Promise<Words> {
  const own = person.settings?.preferences?.language;
  return own ? wordsIn(own) : wordsForAll(read);
}

/** Words for a room: in the language of the workspace. */
export async function wordsForAll(read: IRead): Promise<Words> {
  return wordsIn(await readLanguage(read));
}

/** The setting *Language* of the workspace. Empty where the server does not tell it. */
export async function readLanguage(read: IRead): Promise<string> {
  try {
    return String((await read.getEnvironmentReader().getServerSettings().getValueById('Language')) ?? '');
  } catch {
    return '';
  }
}
