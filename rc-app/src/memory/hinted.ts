import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { idPart } from './id-part.ts';
import { onDay } from './kept-a-week.ts';

/** A hint: its reason, its person and its place. */
export interface Hint {
  readonly reason: string;
  readonly userId: string;
  readonly roomId: string;
  readonly threadId?: string | undefined;
}

/** The latest hints, so that nobody gets the same sentence again and again. */
export interface Hinted {
  /**
   * Notes that this hint is given now.
   *
   * @param since milliseconds since 1970, as is `now`
   * @returns whether it may be given, because it was not since then
   */
  mayTell(hint: Hint, since: number, now: number, store: Store): Promise<boolean>;
  /**
   * When this process gave its first hint about this outage.
   *
   * @param outage the stopwatch's time at which it began, which no other outage shares
   * @param now milliseconds since 1970, for the first
   */
  firstIn(outage: number, now: number): number;
  /** Called when the reason has ended: the next time its hint is given again. */
  forget(reason: string, persistence: IPersistence): Promise<void>;
}

interface Store {
  readonly read: IRead;
  readonly persistence: IPersistence;
}

const MOST_REMEMBERED = 5_000;

/** Decides from memory at once, so that two messages in one moment are one hint; the rows outlive the process. */
export function openHinted(): Hinted {
  const latest = new Map<string, number>();
  let last: { readonly outage: number; readonly firstAt: number } | undefined;

  function note(key: string, at: number): void {
    latest.delete(key);
    latest.set(key, at);
    const [oldest] = latest.keys();
    if (latest.size > MOST_REMEMBERED && oldest !== undefined) latest.delete(oldest);
  }

  return {
    async mayTell(hint, since, now, { read, persistence }) {
      const key = keyOf(hint);
      // If the clock was set back, a hint in the future does not count.
      const isWithin = (at: number) => at >= since && at <= now;
      const known = latest.get(key);
      if (known !== undefined && isWithin(known)) return false;
      note(key, now);
      const row = misc(key);
      const rows = (await read.getPersistenceReader().readByAssociation(row)) as { at: number }[];
      if (rows.some(({ at }) => isWithin(at))) return false;
      await persistence.createWithAssociations({ at: now }, [row, misc(ofReason(hint)), onDay(now)]);
      return true;
    },
    firstIn(outage, now) {
      if (last?.outage !== outage) last = { outage, firstAt: now };
      return last.firstAt;
    },
    async forget(reason, persistence) {
      const beginning = ofReason({ reason });
      for (const key of [...latest.keys()]) if (key.startsWith(beginning)) latest.delete(key);
      await persistence.removeByAssociation(misc(beginning));
    },
  };
}

const misc = (id: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, id);
const ofReason = ({ reason }: Pick<Hint, 'reason'>) => `hinted:${reason}:`;
const keyOf = (hint: Hint) => `${ofReason(hint)}${idPart(hint.userId)}:${idPart(hint.threadId ?? hint.roomId)}`;
