import { idPart } from '../memory/id-part.ts';

/**
 * The id of an event, of what it is about. Ids are the server's and may hold anything: one that has our separator is
 * written so that two lists of ids never become the same.
 */
export function eventIdOf(type: string, ...about: readonly (string | number)[]): string {
  return [type, ...about.map((each) => idPart(String(each)))].join(':');
}

/** Of several events of one message any counts: an edit may have gone into the message that waited. */
export function isWordsOf(eventId: string, messageId: string): boolean {
  return (
    eventId === eventIdOf('message.sent', messageId) ||
    eventId.startsWith(`${eventIdOf('message.updated', messageId)}:`)
  );
}

/** The message that somebody has written, of whose event this is the id; undefined for other events. */
export function messageIdOf(eventId: string): string | undefined {
  const [, part] = /^message\.(?:sent|updated):([^:]+)/.exec(eventId) ?? [];
  return part?.replace(/%(?:25|3A)/g, decodeURIComponent);
}
