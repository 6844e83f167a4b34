import type { ChannelIngressMonitorLifecycle } from 'openclaw/plugin-sdk/channel-outbound';

type Lifecycle = ChannelIngressMonitorLifecycle;

/** The claim of one event while it is handled: it ends when a turn has durably taken the event over. */
export type Claim = Lifecycle & {
  /** Resolves when OpenClaw has durably taken the event over. It stays open where that never happens, and never rejects. */
  readonly adopted: Promise<void>;
  /** Does OpenClaw have the event: as a turn, or lined up behind one? */
  isTaken(): boolean;
  /** This will take a while: its own room goes on waiting, the others need not. */
  stepAside(): void;
  /** It happened so long ago that an answer would surprise (`late.ts`). */
  readonly isLate?: boolean;
  /** It has to reach the turn that is under way, instead of waiting for its end. */
  readonly interrupts?: boolean;
  /**
   * The moment after which no correction counts any more. Absent where nothing can be corrected.
   *
   * @throws Amended where one has come since the handling began: it begins anew
   */
  handOver?(): void;
  /** A process before this one stored it: what happened to it meanwhile may still wait in the workspace. */
  readonly isFromBefore?: boolean;
  /** An earlier attempt was given up, because OpenClaw did not take it over for five minutes. */
  readonly wasStuck?: boolean;
};

/**
 * Runs the handling of one event and returns as soon as a turn has taken the event over; the turn itself goes on.
 *
 * The inbox starts nothing new while a delivery is pending: waiting for whole turns would make one slow agent hold up
 * every room. Only the turn's own room waits for its end (`lanes.ts`).
 *
 * @param onLate hears of what fails after the takeover: OpenClaw has the turn, so the event is not tried again
 */
export async function untilTakenOver(
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
    // Nobody took it, so nothing is left to do: the inbox says so itself, unless it has stopped waiting for us.
    async () => void (isAside && !isTaken && (await claim.onAdopted())),
    async (error: unknown) => {
      if (isTaken) return onLate(error);
      if (!isAside) throw error;
      // Stopped, it is no failure: the event waits for the next start.
      await (claim.abortSignal.aborted ? claim.onCancelled?.() : claim.onFailed?.(error));
    },
  );
  return Promise.race([taken.promise, ended.then(() => undefined)]);
}
