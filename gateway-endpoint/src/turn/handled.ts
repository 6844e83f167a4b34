import type { Outcome } from '../gate/outcomes.ts';
import type { Services } from './services.ts';

/** The outcome of an event, and the words about it for its author. */
export interface Handled {
  /** Undefined if the event waits for another attempt. */
  readonly outcome: Outcome | undefined;
  readonly hint?: Parameters<Services['hint']>[0] | undefined;
}

/** OpenClaw gave the message back, and it waits on disk. */
export const WAITS_AGAIN: Handled = { outcome: undefined };
