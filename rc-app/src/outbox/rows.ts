import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { Event } from '@rocketchat-openclaw/shared';
import type { DeadLetter, Row } from './row.ts';

/**
 * The stored outbox, which outlives the sandbox and is shared by all servers of a cluster. Persistence has neither
 * unique keys nor compare-and-set (bridges/persistence.ts), so an event may have several rows, which are removed
 * together.
 */
export interface Rows {
  write(row: Row): Promise<void>;
  /** The gateway has the event: all of its rows are removed in one call. */
  forget(eventId: string): Promise<void>;
  /** Does the event still have a row of any server? */
  isWaiting(eventId: string): Promise<boolean>;
  /** Returns each event once. */
  waiting(): Promise<Row[]>;
  dead(): Promise<DeadLetter[]>;
  bury(letter: DeadLetter): Promise<void>;
  /** The event waits again. */
  revive(row: Row): Promise<void>;
  /** Removes old dead letters. */
  drop(letter: DeadLetter): Promise<void>;
}

const misc = (id: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, id);
const WAITING = misc('outbox:waiting');
const DEAD = misc('outbox:dead');
const ofEvent = (id: string) => misc(`outbox-event:${id}`);

export function openRows({ read, persistence }: { readonly read: IRead; readonly persistence: IPersistence }): Rows {
  const reader = () => read.getPersistenceReader();
  return {
    async write(row) {
      await persistence.createWithAssociations(row, [WAITING, ofEvent(row.event.id)]);
    },
    async forget(eventId) {
      await persistence.removeByAssociation(ofEvent(eventId));
    },
    async isWaiting(eventId) {
      return (await reader().readByAssociations([WAITING, ofEvent(eventId)])).length > 0;
    },
    async waiting() {
      return eachOnce((await reader().readByAssociation(WAITING)) as Row[]);
    },
    async dead() {
      return eachOnce((await reader().readByAssociation(DEAD)) as DeadLetter[]);
    },
    // In this order, so that a crash in between leaves one row too many, never one too few.
    async bury(letter) {
      await persistence.createWithAssociations(letter, [DEAD, ofEvent(letter.event.id)]);
      await persistence.removeByAssociations([WAITING, ofEvent(letter.event.id)]);
    },
    async revive(row) {
      await persistence.createWithAssociations(row, [WAITING, ofEvent(row.event.id)]);
      await persistence.removeByAssociations([DEAD, ofEvent(row.event.id)]);
    },
    async drop(letter) {
      await persistence.removeByAssociations([DEAD, ofEvent(letter.event.id)]);
    },
  };
}

/** A row of another version of the app that this one cannot read stays where it is, for that version. */
function eachOnce<R extends Row>(rows: readonly R[]): R[] {
  const valid = new Map<string, R>();
  for (const row of rows) {
    const event = Event.safeParse(row.event);
    if (!event.success) continue;
    const known = valid.get(event.data.id);
    if (known && known.version >= row.version) continue;
    const edit = Event.safeParse(row.edit).data;
    valid.set(event.data.id, { ...row, event: event.data, edit });
  }
  return [...valid.values()];
}
