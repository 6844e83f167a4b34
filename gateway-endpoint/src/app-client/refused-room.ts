import { AppCallError } from './client.ts';

/** The refusal behind an error, however deep: the app lets nothing be said in that room, and no repeat changes that. */
export function refusedRoomIn(error: unknown): AppCallError | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof AppCallError && at.code === 'may-not-write') return at;
  }
  return undefined;
}

/** For the agent, which says it to whoever asked: what is wrong, and who can change it. The app's own words. */
export function sentenceOf({ message }: AppCallError): string {
  return `Rocket.Chat does not let you write there: ${message.replace(/^\w+: may-not-write: /, '')}.`;
}

/** Why an answer could not be given where it was asked for: told to the person, somewhere else. */
export const NOT_ANSWERED: Readonly<Record<string, string>> = {
  'not-a-member': 'I am not in that room any more',
  encrypted: 'it is end-to-end encrypted now',
  'room-not-listed': 'an admin has closed it to me',
  'switched-off': 'I was switched off there',
  paused: 'an admin has paused me',
};
