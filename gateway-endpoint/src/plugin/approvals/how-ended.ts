import { isRunEnded } from '../../host/run-ended.ts';
import type { Decision } from '../../interactions/read-approval.ts';
import type { Words } from '../../texts/words.ts';

interface Resolved {
  readonly decision: Decision;
  /** A name that OpenClaw was given with the decision, such as `@alice`. */
  readonly resolvedBy?: string | null;
  readonly terminalStatus?: 'expired' | 'cancelled';
}

/** “Decided: allowed once, by @alice”. The decider is known only if the decision was made here. */
export function howEnded({ decision, resolvedBy, terminalStatus }: Resolved, { REQUEST_ENDED }: Words): string {
  if (terminalStatus) return REQUEST_ENDED[terminalStatus];
  // OpenClaw denies the request of a run that was stopped.
  if (decision === 'deny' && isRunEnded(resolvedBy)) return REQUEST_ENDED.cancelled;
  const [, username] = /^@([\w.-]+)$/.exec(resolvedBy ?? '') ?? [];
  return REQUEST_ENDED[decision](username);
}
