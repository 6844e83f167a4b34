import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { onDay } from './kept-a-week.ts';

/** Who was told what, and where. */
export interface Hint {
  readonly reason: string;
  readonly userId: string;
  readonly roomId: string;
  readonly threadId?: string | undefined;
}

/** Who was told what lately, so that nobody reads the same sentence again and again. */
export interface Hinted {
  /**
   * Notes that this is said now.
   *
   * @param since milliseconds since 1970, as is `now`
   * @returns whether it may be said: it was not since then
   */
  mayTell(hint: Hint, since: number, now: number, store: Store): Promise<boolean>;
}

interface Store {
  readonly read: IRead;
  readonly persistence: IPersistence;
}

const MOST_REMEMBERED = 5_000;

/** What is known here decides at once, so that two messages in one moment are one hint; the rows outlive the process. */
export function openHinted(): Hinted {
  const latest = new Map<string, number>();

  function note(key: string, at: number): void {
    latest.delete(key);
    latest.set(key, at);
    const [oldest] = latest.keys();
    if (latest.size > MOST_REMEMBERED && oldest !== undefined) latest.delete(oldest);
  }

  return {
    async mayTell(hint, since, now, { read, persistence }) {
      const key = keyOf(hint);
      // A clock that was set back makes nobody wait until it is as late again.
      const isWithin = (at: number) => at >= since && at <= now;
      const known = latest.get(key);
      if (known !== undefined && isWithin(known)) return false;
      note(key, now);
      const row = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, key);
      const rows = (await read.getPersistenceReader().readByAssociation(row)) as { at: number }[];
      if (rows.some(({ at }) => isWithin(at))) return false;
      await persistence.createWithAssociations({ at: now }, [row, onDay(now)]);
      return true;
    },
  };
}

const keyOf = ({ reason, userId, roomId, threadId }: Hint) => `hinted:${reason}:${userId}:${threadId ?? roomId}`;
