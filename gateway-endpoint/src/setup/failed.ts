import { Refusal } from '@rocketchat-openclaw/shared';
import { type FailedEvent, type FailedEvents, openFailed } from '../admit/failed.ts';
import { queuePath } from '../admit/queue-path.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';

/** Where the queues are, and of which accounts. */
export interface Queues {
  readonly stateDir: string;
  readonly accountIds: readonly string[];
  readonly clock: () => number;
}

/** What `openclaw rocketchat failed` prints. */
export function describeFailed(queues: Queues): string[] {
  const lines = queues.accountIds.flatMap((accountId) =>
    within(accountId, queues, (failed) => failed.list().map((each) => lineFor(each, accountId))),
  );
  if (lines.length === 0) return ['No event has failed.'];
  return [...lines, '', `Try again: openclaw ${CHANNEL_ID} retry <id>, or retry --all`];
}

/**
 * What `openclaw rocketchat retry` prints.
 *
 * @param id absent for all of them
 * @throws Refusal where none has this id
 */
export function retryFailed(queues: Queues, id?: string): string[] {
  const count = queues.accountIds
    .flatMap((accountId) => within(accountId, queues, (failed) => [failed.retry(id)]))
    .reduce((sum, each) => sum + each, 0);
  if (id !== undefined && count === 0)
    throw new Refusal('bad-request', `no event ${id} has failed: see \`openclaw ${CHANNEL_ID} failed\``);
  if (count === 0) return ['No event has failed.'];
  return [
    `${count} ${count === 1 ? 'event is' : 'events are'} tried again, now if the gateway runs, else when it starts.`,
  ];
}

function within<T>(accountId: string, { stateDir, clock }: Queues, look: (failed: FailedEvents) => T[]): T[] {
  const failed = openFailed(queuePath(stateDir, accountId), clock);
  try {
    return failed ? look(failed) : [];
  } finally {
    failed?.close();
  }
}

function lineFor({ id, room, at, why }: FailedEvent, accountId: string): string {
  const where = room ? `${room.name === '' ? 'direct' : `#${room.name}`} (${room.id})` : 'a room that cannot be told';
  return `${id}  account ${accountId}, ${where}, ${new Date(at).toISOString()}: ${why}`;
}
