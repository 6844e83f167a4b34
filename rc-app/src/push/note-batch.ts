import { type Event, shortened } from '@rocketchat-openclaw/shared';
import { clock } from '../machine.ts';
import type { Deliveries } from '../memory/deliveries.ts';
import type { Noted } from '../memory/delivery-rows.ts';
import type { Pushed } from '../outbox/pushed.ts';

/** Two hundred of them are one row. The whole sentence stands in the status and with what was given up. */
const WHY_CHARS = 200;

/** Notes the outcome of each event of one attempt. @param ms how long the attempt took */
export function noteBatch(events: readonly Event[], pushed: Pushed, ms: number, deliveries: Deliveries): void {
  const at = clock();
  for (const event of events) {
    const { outcome, why } = outcomeOf(event, pushed);
    deliveries.note({
      way: 'out',
      id: event.id,
      at,
      kind: event.type,
      ...('room' in event && { roomId: event.room.id }),
      outcome,
      ...(why !== undefined && { why: shortened(why, WHY_CHARS) }),
      ms: Math.round(ms),
    });
  }
}

function outcomeOf({ id }: Event, pushed: Pushed): Pick<Noted, 'outcome' | 'why'> {
  if (!pushed.delivered) return { outcome: 'failed', why: pushed.why };
  const result = pushed.answer.results.find((each) => each.id === id);
  return result ? { outcome: result.outcome, why: result.reason } : { outcome: 'failed', why: 'no answer for it' };
}
