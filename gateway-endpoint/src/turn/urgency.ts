import type { Admitted } from '../admit/admitted.ts';
import { URGENCY, type Urgency } from '../admit/urgency.ts';
import { interrupts } from './interrupts.ts';

/** No question is open, and a click goes to the agent as words. */
const NOTHING_ASKED: Parameters<typeof interrupts>[2] = {
  find: () => undefined,
  isAsking: () => false,
};

/** Whether an event may interrupt, as far as that is known at its arrival; `interrupts` decides later. */
export function urgencyOf(item: Admitted, commandPrefix: string): Urgency {
  switch (item.event.type) {
    case 'action.clicked':
    // Does it change a message that is being handled?
    case 'message.updated':
    case 'message.deleted':
      return URGENCY.unclear;
    case 'message.sent':
      return interrupts(item, commandPrefix, NOTHING_ASKED) ? URGENCY.now : URGENCY.answers;
    default:
      return interrupts(item, commandPrefix, NOTHING_ASKED) ? URGENCY.now : URGENCY.waits;
  }
}
