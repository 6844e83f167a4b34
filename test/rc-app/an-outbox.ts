import { openHeldLines } from '../../rc-app/src/outbox/held-lines.ts';
import type { Outbox } from '../../rc-app/src/outbox/outbox.ts';

/** An outbox that keeps nothing: `put` says what becomes of each event. */
export const anOutbox = (put: Outbox['put']): Pick<Outbox, 'heldLines' | 'put' | 'decide' | 'retract'> => ({
  heldLines: openHeldLines(),
  decide: (decision) => decision,
  retract: () => {},
  put,
});
