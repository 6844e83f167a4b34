import type { Fate } from '../gate/fates.ts';
import type { Services } from './services.ts';

/** The fate of an event, and the words about it for its author. */
export interface Outcome {
  readonly fate: Fate;
  readonly hint?: Parameters<Services['hint']>[0] | undefined;
}
