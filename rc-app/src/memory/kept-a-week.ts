import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 7;

const day = (n: number) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, `kept:${n}`);

/** The association of rows that are useless after a week: all rows of a day are removed at once. */
export const onDay = (now: number) => day(Math.floor(now / DAY_MS));

/** Of this sandbox: another server of the cluster sweeps for itself, and finds nothing left. */
let sweptAt = Number.NEGATIVE_INFINITY;

/**
 * Removes rows older than a week, at most once an hour. Each call looks at the week before that; rows of an app that
 * nobody used for longer stay.
 */
export async function sweep(persistence: IPersistence, now: number): Promise<void> {
  // A clock that was set back does not make them wait until it has caught up.
  if (Math.abs(now - sweptAt) < HOUR_MS) return;
  sweptAt = now;
  const oldest = Math.floor(now / DAY_MS) - DAYS - 1;
  for (let ago = 0; ago < DAYS; ago++) await persistence.removeByAssociation(day(oldest - ago));
}
