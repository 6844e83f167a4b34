import type { ChannelIngressMonitorLifecycle } from 'openclaw/plugin-sdk/channel-outbound';

type Lifecycle = ChannelIngressMonitorLifecycle;

/** The claim of one event while it is handled. It ends with the adoption: OpenClaw has durably taken the event over. */
export type Claim = Lifecycle & {
  /** Resolves with the adoption. If that never happens it stays open; it never rejects. */
  readonly adopted: Promise<void>;
  /** Does OpenClaw have the event, as a turn or queued behind one? */
  isTaken(): boolean;
  /** Handling takes long: its own room goes on waiting, other rooms go on. */
  stepAside(): void;
  /** The event is so old that an answer would surprise (`late.ts`). */
  readonly isLate?: boolean;
  /** The event must reach the running turn, instead of waiting for its end. */
  readonly interrupts?: boolean;
  /**
   * After this call no correction of the event counts any more. Absent where nothing can be corrected.
   *
   * @throws Amended if a correction has come since the handling began, which then begins anew
   */
  handOver?(): void;
  /** An earlier process stored the event: an edit or a deletion since may still wait in the workspace. */
  readonly isFromBefore?: boolean;
  /** An earlier attempt was given up, because OpenClaw did not adopt it for five minutes. */
  readonly wasStuck?: boolean;
};

/**
 * Runs the handling of one event and returns as soon as OpenClaw has adopted the event; the turn itself goes on.
 *
 * The inbox starts nothing new while a delivery is pending: waiting for whole turns would make one slow agent hold up
 * every room. Only the turn's own room waits for its end (`lanes.ts`).
 *
 * @param onLate called with an error after the adoption: OpenClaw has the turn, so the event is not tried again
 */
export async function untilAdopted(
  claim: Lifecycle,
  run: (claim: Claim) => Promise<void>,
  onLate: (error: unknown) => void,
): Promise<{ kind: 'deferred' } | undefined> {
  const taken = Promise.withResolvers<{ kind: 'deferred' }>();
  const adopted = Promise.withResolvers<void>();
  let isTaken = false;
  let isAside = false;
  const takeOver = () => {
    isTaken = true;
    taken.resolve({ kind: 'deferred' });
  };
  const watched: Claim = {
    ...claim,
    adopted: adopted.promise,
    isTaken: () => isTaken,
    async onAdopted() {
      await claim.onAdopted();
      takeOver();
      adopted.resolve();
    },
    onDeferred() {
      claim.onDeferred();
      takeOver();
    },
    stepAside() {
      if (isTaken || isAside) return;
      isAside = true;
      // A deferred event keeps its lane until it is settled (`deferredLaneOccupancy: hold`, OpenClaw's default).
      claim.onDeferred();
      taken.resolve({ kind: 'deferred' });
    },
  };
  const ended = run(watched).then(
    // Nothing adopted it, so nothing is left to do. The inbox settles that itself, unless we have stepped aside.
    async () => void (isAside && !isTaken && (await claim.onAdopted())),
    async (error: unknown) => {
      if (isTaken) return onLate(error);
      if (!isAside) throw error;
      // When the account stops it is no failure: the event waits for the next start.
      await (claim.abortSignal.aborted ? claim.onCancelled?.() : claim.onFailed?.(error));
    },
  );
  return Promise.race([taken.promise, ended.then(() => undefined)]);
}
