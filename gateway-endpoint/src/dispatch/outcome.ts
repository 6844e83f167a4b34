import type { Fate } from '../status/fates.ts';
import type { Desk } from './desk.ts';

/** What became of an event, and what its author is told of that. */
export interface Outcome {
  readonly fate: Fate;
  readonly hint?: Parameters<Desk['hint']>[0] | undefined;
}
