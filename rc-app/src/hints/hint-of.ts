import type { Staying } from '../egress/egress.ts';
import type { Told } from '../push/tell.ts';
import { STAYS } from '../texts/people.ts';

/** Why nothing comes of a message, as its author is told it. */
export interface HintOf {
  /** The same reason is not told again for a while. */
  readonly reason: string;
  readonly text: string;
}

/** Nobody waits for an answer to these. */
const SILENT: readonly Staying[] = ['own-message', 'not-addressed'];

/** @returns undefined where the agent has the message, or nobody asked it anything */
export function hintOf(told: Told): HintOf | undefined {
  if (!('stays' in told)) return undefined;
  return SILENT.includes(told.stays) ? undefined : { reason: told.stays, text: STAYS[told.stays] };
}
