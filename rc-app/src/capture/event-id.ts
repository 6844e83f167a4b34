import { idPart } from '../memory/id-part.ts';

/**
 * The id of an event, made of the ids that it is about. The server's ids may hold any character, so our separator is
 * escaped in them: two lists of ids never give the same event id.
 */
export function eventIdOf(type: string, ...about: readonly (string | number)[]): string {
  return [type, ...about.map((each) => idPart(String(each)))].join(':');
}

/** Any of several events of one message counts: an edit may have been taken into the message that waited. */
export function isWordsOf(eventId: string, messageId: string): boolean {
  return (
    eventId === eventIdOf('message.sent', messageId) ||
    eventId.startsWith(`${eventIdOf('message.updated', messageId)}:`)
  );
}

/** The id of the message whose `message.sent` has this event id; undefined for other events. */
export function messageIdOf(eventId: string): string | undefined {
  const [, part] = /^message\.(?:sent|updated):([^:]+)/.exec(eventId) ?? [];
  return part?.replace(/%(?:25|3A)/g, decodeURIComponent);
}
