import type { Interrupted } from '../admit/turn-journal.ts';
import type { AppClient } from '../app-client/client.ts';
import { finalKeyOf, keyFor } from '../app-client/key.ts';
import type { Sessions } from '../host/session-repair.ts';
import type { ReadTranscript } from '../host/transcript.ts';
import type { Sender } from '../reply/sender.ts';

/** What the recovery of interrupted turns needs. */
export interface Recovery {
  readonly sessions: Sessions;
  readonly transcriptOf: ReadTranscript;
  readonly accountId: string;
  readonly client: AppClient;
  readonly sender: Pick<Sender, 'send'>;
  /** Are answers in threads shown in their room as well? */
  readonly alsoInRoom: () => boolean;
  /** For waiting: milliseconds. */
  readonly stopwatch: () => number;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly log: { info(message: string): void; warn(message: string): void };
}

/** Where OpenClaw keeps the session of a turn. */
export const at = ({ agentId, sessionKey }: Pick<Interrupted, 'agentId' | 'sessionKey'>) => ({
  agentId,
  sessionKey,
  readConsistency: 'latest' as const,
});

/** The keys of posts that may exist of its answer: made by us, or from OpenClaw's durable queue. */
export function keysOf({ eventId: event, hasSpoken }: Interrupted, deliveries: readonly string[]): string[] {
  const ours = hasSpoken ? [finalKeyOf(event), keyFor({ event, purpose: 'answer-0' }, 0)] : [];
  return [...ours, ...deliveries.map((delivery) => keyFor({ delivery, part: 0 }, 0))];
}

export const CANNOT_TELL = 'nobody can tell whether it was answered before the restart';
