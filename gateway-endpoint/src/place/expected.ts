import type { Target } from './target.ts';

/** An answer as OpenClaw's queue takes it, and hands it back to us. */
interface Said {
  readonly to: Target;
  readonly threadId?: string | undefined;
  readonly text: string;
}

/** Finds the event to which an answer on OpenClaw's durable queue belongs, because the queue does not store it. */
export interface Expected {
  /** Called before the answer is handed to the queue. */
  note(said: Said, event: string): void;
  /** The event whose turn has this very answer in this place; undefined for other sends of OpenClaw. */
  eventOf(said: Said): string | undefined;
  /** Called when it is posted: the same text, sent later, is no longer an answer. */
  said(said: Said): void;
}

/** Answers under way; the oldest is forgotten first. It only matters where a room is shut while its answer waits. */
const MOST = 500;

const byAccount = new Map<string, Expected>();

/** Those of one account. A turn may outlive a start of it, and the next one posts its answer. */
export function expectedOf(accountId: string): Expected {
  const expected = byAccount.get(accountId) ?? openExpected();
  byAccount.set(accountId, expected);
  return expected;
}

export function openExpected(): Expected {
  const events = new Map<string, string>();
  return {
    note(said, event) {
      const name = nameOf(said);
      events.delete(name);
      events.set(name, event);
      const [oldest] = events.keys();
      if (events.size > MOST && oldest !== undefined) events.delete(oldest);
    },
    eventOf: (said) => events.get(nameOf(said)),
    said: (said) => void events.delete(nameOf(said)),
  };
}

function nameOf({ to, threadId, text }: Said): string {
  const where = 'roomId' in to ? `room ${to.roomId}` : `user ${to.userId}`;
  return JSON.stringify([where, threadId ?? '', text.trim()]);
}
