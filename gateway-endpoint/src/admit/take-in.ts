import { Admitted } from './admitted.ts';
import { amend, type Change, isChange } from './amend.ts';
import type { IngressQueue } from './queue.ts';
import type { Stored } from './stored.ts';
import type { UnderHand } from './under-hand.ts';

interface Needs {
  readonly queue: Pick<IngressQueue<Stored>, 'amend' | 'holds' | 'idsOf'>;
  readonly underHand: UnderHand;
  /** Names an event in this process. */
  readonly keyOf: (eventId: string) => string;
  readonly onAmended?: ((amending: Amending) => void) | undefined;
}

/** An event that has taken in a change. */
export interface Amending {
  readonly before: Admitted;
  readonly after: Admitted;
  /** Or has OpenClaw begun it, or is it over? */
  readonly isInTime: boolean;
}

export interface TakenIn {
  /** Events that are handled by themselves. */
  readonly news: readonly Admitted[];
  /** Events that are done once the others are stored. */
  readonly takenIn: readonly Admitted[];
}

/**
 * Takes a change of a message into its waiting event on disk, until OpenClaw has that: the event is handled in its last
 * wording, or not at all. A change that is sent again, because it was not acknowledged, is taken in again.
 */
export function openTakeIn({ queue, underHand, keyOf, onAmended }: Needs) {
  function intoStored(change: Change): boolean {
    let isWhole = false;
    const amending: Omit<Amending, 'isInTime'>[] = [];
    const changed = queue.amend(change.message.id, (stored) => {
      const waiting = Admitted.safeParse(stored?.item);
      // A change that is stored stands there itself.
      const isItself = change.type !== 'message.sent' && waiting.data?.event.id === change.id;
      const amended = waiting.success && !isItself ? amend(waiting.data, change) : undefined;
      if (!amended || !waiting.success) return undefined;
      isWhole ||= amended.isWhole;
      amending.push({ before: waiting.data, after: amended.item });
      return { ...stored, item: amended.item };
    });
    // All events of the message get the change, also after one for which it is too late.
    const areInTime = changed.map((id) => underHand.change(keyOf(id)));
    for (const [index, each] of amending.entries()) onAmended?.({ ...each, isInTime: areInTime[index] === true });
    return isWhole && areInTime.every(Boolean);
  }

  /** Events of the same delivery are not stored yet. */
  function intoNews(news: Admitted[], change: Change): boolean {
    let isWhole = false;
    for (const [index, waiting] of news.entries()) {
      const amended = amend(waiting, change);
      if (!amended) continue;
      news[index] = amended.item;
      isWhole ||= amended.isWhole;
    }
    return isWhole;
  }

  function admit(items: readonly Admitted[]): TakenIn {
    const [news, takenIn]: [Admitted[], Admitted[]] = [[], []];
    for (const item of items) {
      const { event } = item;
      const isSent = event.type === 'message.sent';
      // A change that is stored already was taken in when it was new.
      const mayChange = isChange(event) && (isSent || !queue.holds(event.id));
      const isTakenIn = mayChange && [intoStored(event), intoNews(news, event)].some(Boolean);
      (isTakenIn && !isSent ? takenIn : news).push(item);
    }
    return { news, takenIn };
  }

  /** The same for a message that OpenClaw has in its memory, and has not begun. */
  async function takeBack(change: Change): Promise<boolean> {
    const keys = queue.idsOf(change.message.id).flatMap((id) => (id === change.id ? [] : [keyOf(id)]));
    const taken = await Promise.all(keys.map((key) => underHand.takeBack(key)));
    try {
      return intoStored(change);
    } finally {
      await Promise.all(taken.map((each) => each?.release()));
    }
  }

  /** Is it a change of a message that is being handled? It need not wait for those behind that message. */
  function isOfOneUnderHand({ event }: Admitted): boolean {
    if (event.type !== 'message.updated' && event.type !== 'message.deleted') return false;
    return queue.idsOf(event.message.id).some((id) => id !== event.id && underHand.has(keyOf(id)));
  }

  return { admit, takeBack, isOfOneUnderHand };
}
