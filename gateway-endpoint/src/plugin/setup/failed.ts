import { existsSync } from 'node:fs';
import { Refusal } from '@rocketchat-openclaw/shared';
import { type FailedEvent, type FailedEvents, openFailed } from '../../admit/failed.ts';
import { storeFolder, storePath } from '../../store/folder.ts';
import { onOccasion } from '../../store/on-occasion.ts';
import { oldFilesOf } from '../../store/take-over.ts';
import { STORE_FAULT } from '../../texts/faults.ts';
import { FAILED_EVENTS } from '../../texts/operators.ts';

/** The folder of the queues, and the accounts. */
export interface Queues {
  readonly stateDir: string;
  readonly accountIds: readonly string[];
  readonly clock: () => number;
}

/** The output of `openclaw rocketchat failed`. */
export function describeFailed(queues: Queues): string[] {
  const lines = queues.accountIds.flatMap((accountId) =>
    within(accountId, queues, (failed) => failed.list().map((each) => lineFor(each, accountId))),
  );
  if (lines.length === 0) return [FAILED_EVENTS.none];
  return [...lines, '', FAILED_EVENTS.howToRetry];
}

/**
 * The output of `openclaw rocketchat retry`.
 *
 * @param id absent for all of them
 * @throws Refusal if no failed event has this id
 */
export function retryFailed(queues: Queues, id?: string): string[] {
  const count = queues.accountIds
    .flatMap((accountId) => within(accountId, queues, (failed) => [failed.retry(id)]))
    .reduce((sum, each) => sum + each, 0);
  if (id !== undefined && count === 0) throw new Refusal('bad-request', FAILED_EVENTS.noSuchEvent(id));
  if (count === 0) return [FAILED_EVENTS.none];
  return [FAILED_EVENTS.retried(count)];
}

function within<T>(accountId: string, { stateDir, clock }: Queues, look: (failed: FailedEvents) => T[]): T[] {
  const folder = storeFolder(stateDir);
  if (oldFilesOf(folder, accountId).length > 0) throw new Refusal('not-ready', STORE_FAULT.notTakenOver(accountId));
  const path = storePath(folder, accountId);
  return existsSync(path) ? onOccasion(path)((store) => look(openFailed(store, clock))) : [];
}

function lineFor({ id, room, at, why }: FailedEvent, accountId: string): string {
  const named = room && (room.name === '' ? FAILED_EVENTS.direct : `#${room.name}`);
  const where = room ? `${named} (${room.id})` : FAILED_EVENTS.unknownRoom;
  return FAILED_EVENTS.line({ id, accountId, where, at: new Date(at).toISOString(), why });
}
