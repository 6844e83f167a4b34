import { waitUntilAbort } from 'openclaw/plugin-sdk/channel-outbound';

/** The interval of heartbeats if OpenClaw does not set one. */
const BEAT_MS = 60_000;

/** The claim of a message that waits: OpenClaw must not take it for stuck. */
export interface WaitingClaim {
  readonly abortSignal: AbortSignal;
  readonly takenBack: AbortSignal;
  readonly changed?: Promise<never>;
  readonly deferredHeartbeatIntervalMs?: number | undefined;
  stepAside(): void;
  onDeferredHeartbeat?(): void;
}

/**
 * Other rooms go on meanwhile, and OpenClaw gets heartbeats. Ends early if the claim is aborted or taken back.
 *
 * @throws Amended if the message changes
 */
export async function whileItWaits(end: Promise<unknown>, claim: WaitingClaim): Promise<void> {
  claim.stepAside();
  const beat = setInterval(() => claim.onDeferredHeartbeat?.(), claim.deferredHeartbeatIntervalMs ?? BEAT_MS);
  try {
    const ended = waitUntilAbort(AbortSignal.any([claim.abortSignal, claim.takenBack]));
    await Promise.race([end, ended, ...(claim.changed ? [claim.changed] : [])]);
  } finally {
    clearInterval(beat);
  }
}
