import type { Event } from '@rocketchat-openclaw/shared';
import { coalesce, heavier, isAbout, isChange } from './coalesce.ts';
import type { Entry, Handed, Putting } from './entry.ts';
import type { Weight } from './row.ts';
import type { Rows } from './rows.ts';
import { endOf, isEnding, mayBeOld, restOf, type Standing } from './stand.ts';

/** Changes to the queue, one entry at a time. */
interface Hands {
  readonly clock: () => number;
  readonly entries: Entry[];
  add(event: Event, as: Putting, rows: Rows): Entry;
  /** Removes it from the memory of this process, not from the store. */
  remove(entry: Entry): void;
  take(entry: Entry, rows: Rows): void;
  rewrite(entry: Entry, event: Event, as: { weight: Weight; edit?: Event | undefined }, rows: Rows): void;
}

/** Applies edits and deletions to the waiting events. */
export interface Absorb {
  /** Takes a new event into the waiting ones. @returns undefined if it has to wait by itself */
  absorb(event: Event, weight: Weight, rows: Rows): Promise<Handed | undefined>;
  /** After a failed attempt: takes the changes that came during it into the events that it would have sent. */
  takeInChanges(rows: Rows): Promise<void>;
  /** Gives a waiting message its present text on the server. */
  correct(entry: Entry, standing: Standing, rows: Rows): Promise<void>;
  /** Removes events that need not be sent now. */
  drop(moot: readonly Entry[], rows: Rows): void;
}

export function openAbsorb(hands: Hands): Absorb {
  const { entries, clock, rewrite } = hands;
  const { drop, forget, supersede } = openMoot(hands);

  /** Called before an edit of somebody else: the author's earlier edit must not be sent after it. */
  function forgetEdit(event: Event, rows: Rows): void {
    if (!isChange(event)) return;
    for (const entry of entries.filter((each) => each.row.edit && isAbout(each, event.message.id))) {
      rewrite(entry, entry.row.event, { weight: entry.row.weight }, rows);
    }
  }

  async function absorb(event: Event, weight: Weight, rows: Rows): Promise<Handed | undefined> {
    const change = coalesce(entries, event);
    switch (change.does) {
      case 'nothing':
        forgetEdit(event, rows);
        return undefined;
      case 'replace': {
        const { moot, message } = change;
        const mayBeKnown = !message || moot.some(({ isAttempted }) => isAttempted);
        if (!mayBeKnown) return (await forget(moot, message, rows)) ? MOOT : undefined;
        if (moot.length > 0) await supersede(moot, event, weight, rows);
        return undefined;
      }
      case 'withhold':
        drop(change.moot, rows);
        rewrite(change.entry, change.event, { weight: change.entry.row.weight }, rows);
        return undefined;
      case 'change': {
        const { entry } = change;
        drop(change.moot, rows);
        rewrite(entry, change.event, { weight: heavier(entry.row.weight, weight), edit: event }, rows);
        return entry.handed;
      }
    }
  }

  return {
    absorb,
    drop,
    async correct(entry, standing, rows) {
      if (standing.is === 'same' || !entries.includes(entry) || !mayBeOld(entry)) return;
      const { event, weight } = entry.row;
      if (standing.is === 'gone') {
        const rest = restOf(entries, event);
        const mayBeKnown = rest.some(({ isAttempted }) => isAttempted) && !isEnding(entries, event);
        return mayBeKnown ? supersede(rest, endOf(event, clock()), weight, rows) : drop(rest, rows);
      }
      // The gateway may know the author's words, so another person's edit comes as an event of its own.
      if (standing.event.message.editedBy && entry.isAttempted) return;
      rewrite(entry, standing.event, { weight, edit: standing.edit }, rows);
    },
    async takeInChanges(rows) {
      const changes = entries.filter(
        ({ row, isDelayed, isUnderWay }) => isChange(row.event) && !isDelayed && !isUnderWay,
      );
      for (const entry of changes.sort((a, b) => a.row.event.at - b.row.event.at)) {
        const { event, weight } = entry.row;
        if (!entries.includes(entry)) continue;
        const absorbed = absorb(event, weight, rows);
        // It settles when the message that has taken it in is delivered. Nobody waits for that here.
        const isIn = entries.some(({ row }) => row.edit?.id === event.id);
        if (isIn || (await absorbed)) drop([entry], rows);
      }
    },
  };
}

/** How events leave the queue because there is nothing left to send. */
function openMoot({ entries, add, remove, take }: Pick<Hands, 'entries' | 'add' | 'remove' | 'take'>) {
  function drop(moot: readonly Entry[], rows: Rows): void {
    for (const entry of moot) {
      take(entry, rows);
      entry.settle(MOOT);
    }
  }

  /**
   * The gateway does not know the message, so the deletion need not be sent. @returns false if another server has sent
   * it
   */
  async function forget(moot: readonly Entry[], message: Entry, rows: Rows): Promise<boolean> {
    for (const entry of moot) remove(entry);
    await message.stored;
    // Another server may have delivered the message meanwhile: then its deletion must be sent. If its row cannot be
    // read, the deletion is sent as well, to be safe.
    const wasWaiting = await rows.isWaiting(message.row.event.id).catch(() => false);
    drop(moot, rows);
    return wasWaiting;
  }

  /**
   * The event is stored before those that it replaces are removed: a crash in between leaves too many rows, never too
   * few.
   */
  async function supersede(moot: readonly Entry[], event: Event, weight: Weight, rows: Rows): Promise<void> {
    for (const entry of moot) remove(entry);
    const own = entries.find(({ row }) => row.event.id === event.id) ?? add(event, { weight }, rows);
    await own.stored;
    drop(moot, rows);
  }

  return { drop, forget, supersede };
}

const MOOT: Handed = {
  delivered: false,
  retry: 'never',
  why: 'it was changed or deleted before it left',
  isMoot: true,
};
