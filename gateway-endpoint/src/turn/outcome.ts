import type { Fate } from '../gate/fates.ts';
import type { Desk } from './desk.ts';

/** The fate of an event, and the words about it for its author. */
export interface Outcome {
  readonly fate: Fate;
  readonly hint?: Parameters<Desk['hint']>[0] | undefined;
}
