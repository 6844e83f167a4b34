import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 7;

const day = (n: number) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, `kept:${n}`);

/** Goes with every row that is of no use after a week, so that a day of them is removed at once. */
export const onDay = (now: number) => day(Math.floor(now / DAY_MS));

/** Of this sandbox: another server of the cluster sweeps for itself, and finds nothing left. */
let sweptAt = Number.NEGATIVE_INFINITY;

/**
 * Removes what is older than a week, at most once an hour, when somebody calls. Each time it takes the week before: what
 * an app leaves behind that nobody spoke to for longer than that stays.
 */
export async function sweep(persistence: IPersistence, now: number): Promise<void> {
  if (now - sweptAt < HOUR_MS) return;
  sweptAt = now;
  const oldest = Math.floor(now / DAY_MS) - DAYS - 1;
  for (let ago = 0; ago < DAYS; ago++) await persistence.removeByAssociation(day(oldest - ago));
}
