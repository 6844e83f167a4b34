import type { Event } from '@rocketchat-openclaw/shared';
import type { Outcome } from '../gate/outcomes.ts';
import type { Silence } from '../gate/verdict.ts';
import type { Services } from './services.ts';
import { situate } from './situation.ts';

/** A message that had a sign of waiting may end like this. */
const AFTER_WAITING: ReadonlySet<Silence> = new Set(['taken-back', 'too-late', 'already-a-turn', 'room-closed']);

/** A message that an earlier process has kept waiting ends without a turn: takes away the sign that it may have left. */
export async function waitedBefore(event: Event, outcome: Outcome, services: Services): Promise<void> {
  if (event.type !== 'message.sent') return;
  const isEdited = event.message.editedAt !== undefined;
  const mayHaveWaited = typeof outcome === 'object' && (isEdited || AFTER_WAITING.has(outcome.silence));
  if (!mayHaveWaited) return;
  try {
    services.presence.waitedBefore({ ...(await situate(event, services, event.message.id, false)), event });
  } catch (error) {
    services.log.warn(`event ${event.id}: a sign that it waits may stay: ${String(error)}`);
  }
}
