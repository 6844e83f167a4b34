import { waitUntilAbort } from 'openclaw/plugin-sdk/channel-outbound';
import type { Claim } from '../admit/inbox.ts';
import { TURN_WAIT_MS } from '../admit/lanes.ts';

/** The end of the last turn in line for each session, whichever account and room of this process it came from. */
const lines = new Map<string, Promise<void>>();

/** Where OpenClaw does not say how often it wants to hear of somebody who waits. */
const BEAT_MS = 60_000;

interface Turn {
  readonly sessionKey: string;
  readonly claim: Pick<Claim, 'abortSignal' | 'stepAside' | 'onDeferredHeartbeat' | 'deferredHeartbeatIntervalMs'>;
}

/**
 * Runs one turn of a session after the other.
 *
 * A room waits for its turn by itself, but the main session belongs to all direct rooms. OpenClaw would line them up as well,
 * though in memory: of several turns that a fall interrupts in one session it goes on with one. Here they wait on disk.
 *
 * @throws the reason why the claim is aborted, where that comes first
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

/** The other rooms go on meanwhile, and OpenClaw hears now and then that nobody is stuck. */
async function untilOver(before: Promise<void>, claim: Turn['claim']): Promise<void> {
  claim.stepAside();
  const beat = setInterval(() => claim.onDeferredHeartbeat?.(), claim.deferredHeartbeatIntervalMs ?? BEAT_MS);
  try {
    await Promise.race([before, waitUntilAbort(claim.abortSignal)]);
  } finally {
    clearInterval(beat);
  }
}
