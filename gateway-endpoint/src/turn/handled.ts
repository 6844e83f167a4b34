import type { Outcome } from '../gate/outcomes.ts';
import type { Services } from './services.ts';

/** The outcome of an event, and the words about it for its author. */
export interface Handled {
  readonly outcome: Outcome;
  readonly hint?: Parameters<Services['hint']>[0] | undefined;
}
