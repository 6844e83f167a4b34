import type { Target } from './target.ts';

/** An answer as OpenClaw's queue takes it, and hands it back to us. */
interface Said {
  readonly to: Target;
  readonly threadId?: string | undefined;
  readonly text: string;
}

/** Which event an answer on OpenClaw's durable queue belongs to: the queue itself does not say. */
export interface Expected {
  /** Before it is handed to the queue. */
  note(said: Said, event: string): void;
  /** The event whose turn says exactly this, exactly there; undefined for whatever else OpenClaw sends. */
  eventOf(said: Said): string | undefined;
  /** It is said: the same words, sent again by somebody else, answer nothing. */
  said(said: Said): void;
}

/** Answers under way; the oldest is forgotten first. It only matters where a room is shut while its answer waits. */
const MOST = 500;

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
