import { waitUntilAbort } from 'openclaw/plugin-sdk/channel-outbound';
import type { Claim } from '../admit/inbox.ts';
import { TURN_WAIT_MS } from '../admit/lanes.ts';

/** The end of the last queued turn of each session, for all accounts and rooms of this process. */
const lines = new Map<string, Promise<void>>();

/** The interval of heartbeats if OpenClaw does not set one. */
const BEAT_MS = 60_000;

interface Turn {
  readonly sessionKey: string;
  readonly claim: Pick<Claim, 'abortSignal' | 'stepAside' | 'onDeferredHeartbeat' | 'deferredHeartbeatIntervalMs'>;
}

/**
 * Runs one turn of a session after the other.
 *
 * A room waits for its own turn, but all direct rooms share the main session. OpenClaw would queue them as well, but in
 * memory: after a crash it resumes one turn per session. Here they wait on disk.
 *
 * @throws the reason of the abort, if the claim is aborted first
 */
export async function inSession<T>({ sessionKey, claim }: Turn, work: () => Promise<T>): Promise<T> {
  const { before, begins, ends } = lineUp(sessionKey);
  try {
    if (before) await untilOver(before, claim);
    claim.abortSignal.throwIfAborted();
    begins(TURN_WAIT_MS);
    return await work();
  } finally {
    ends();
  }
}

/** No turn of the session begins until the work has ended, or has taken too long. */
export async function holdSession(sessionKey: string, work: () => Promise<void>, mostMs: number): Promise<void> {
  const { before, begins, ends } = lineUp(sessionKey);
  try {
    await before;
    begins(mostMs);
    await work();
  } finally {
    ends();
  }
}

function lineUp(sessionKey: string) {
  const before = lines.get(sessionKey);
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const mine: Promise<void> = (before ?? Promise.resolve())
    .then(() => ended)
    .then(() => {
      if (lines.get(sessionKey) === mine) lines.delete(sessionKey);
    });
  lines.set(sessionKey, mine);
  let timer: NodeJS.Timeout | undefined;
  return {
    before,
    begins(mostMs: number) {
      timer = setTimeout(resolve, mostMs).unref();
    },
    ends() {
      clearTimeout(timer);
      resolve();
    },
  };
}

/** Other rooms go on meanwhile, and OpenClaw gets heartbeats, so that it does not take the event for stuck. */
async function untilOver(before: Promise<void>, claim: Turn['claim']): Promise<void> {
  claim.stepAside();
  const beat = setInterval(() => claim.onDeferredHeartbeat?.(), claim.deferredHeartbeatIntervalMs ?? BEAT_MS);
  try {
    await Promise.race([before, waitUntilAbort(claim.abortSignal)]);
  } finally {
    clearInterval(beat);
  }
}
