import type { Event } from '@rocketchat-openclaw/shared';
import type { ChannelIngressMonitorLifecycle } from 'openclaw/plugin-sdk/channel-outbound';
import type { Admitted } from './admitted.ts';
import type { Change } from './amend.ts';

type Lifecycle = ChannelIngressMonitorLifecycle;

/**
 * The claim of one event while it is handled. It ends with the adoption: OpenClaw has durably taken the event over, as a
 * turn, within another turn, or steered into one. Until then the event stands on disk.
 */
export type Claim = Lifecycle & {
  /** Resolves with the adoption. If that never happens it stays open; it never rejects. */
  readonly adopted: Promise<void>;
  /** Resolves when OpenClaw has the event: it has adopted it, or keeps it in its memory until it can. */
  readonly taken: Promise<void>;
  /** Does OpenClaw have the event? */
  isTaken(): boolean;
  /** Resolves when the claim has ended on disk: the event is `done`, or waits for its next attempt (`again`). */
  readonly over: Promise<Over>;
  /** Takes the event back from OpenClaw, if that has not begun it: one before it comes again, and is to be first. */
  comesAgain(): void;
  /** Handling takes long: its own room goes on waiting, other rooms go on. */
  stepAside(): void;
  /** Aborts when the event is to be taken back from OpenClaw, which has it in its memory and has not begun it. */
  readonly takenBack: AbortSignal;
  /** The event is so old that an answer would surprise (`late.ts`). */
  readonly isLate?: boolean;
  /** The agent has kept it waiting until now. */
  keptWaiting?(): void;
  /** The event must reach the running turn, instead of waiting for its end. */
  readonly interrupts?: boolean;
  /**
   * After this call, corrections of the event no longer count. Absent where nothing can be corrected.
   *
   * @throws Amended if a correction has come since the handling began, which then begins anew
   */
  handOver?(): void;
  /** Rejected with `Amended` as soon as a correction counts: an event that waits is handled anew, without waiting on. */
  readonly changed?: Promise<never>;
  /** OpenClaw has refused the event: corrections count again, also those since `handOver`. */
  comesBack?(): void;
  /**
   * Takes a change into a message that OpenClaw has in its memory, and which is handled anew.
   *
   * @returns whether nothing is left to do about the change; false where OpenClaw has begun the message, or never had it
   */
  takeIn?(change: Change): Promise<boolean>;
  /** The messages that have joined this one, oldest first. */
  readonly joined?: readonly Event[];
  /** The events that wait behind it in its lane, oldest first. */
  behind?(most: number): Admitted[];
  /**
   * The event takes in those that wait behind it, which are done then.
   *
   * @param others as they were looked at: a change since then may have made one of them a command, or taken it back
   * @returns false if one of them has changed, or no longer waits: nothing is changed
   */
  join?(others: readonly Admitted[]): boolean;
  /** Those that have joined it wait again, each for itself. */
  part?(): void;
  /** For how many milliseconds nothing has come in its lane. */
  quietMs?(): number;
  /** An earlier process stored the event: an edit or a deletion since may still wait in the workspace. */
  readonly isFromBefore?: boolean;
  /** An earlier attempt was given up, because OpenClaw did not adopt it for five minutes. */
  readonly wasStuck?: boolean;
};

export type Over = 'done' | 'again';

/** Takes an event back that OpenClaw has in its memory. */
export interface TakeBack {
  /** @returns whether OpenClaw has given it back; false where it is too late, or where OpenClaw does not have it yet */
  ask(): Promise<boolean>;
  /** Called once it was given back: it waits for its next attempt. */
  release(): Promise<void>;
}

/** The claim as our side has it, and what became of it. */
interface Watched {
  readonly claim: Omit<Claim, 'over'>;
  readonly takeBack: TakeBack;
  /** Resolves when handling steps aside. */
  readonly aside: Promise<void>;
  isAside(): boolean;
  isAdopted(): boolean;
  /** Has OpenClaw given the event back? */
  isGivenBack(): boolean;
  /** Handling has ended, in one way or another: nothing can be taken back from now on. */
  end(): void;
  /** Resolves when an event that was taken back is released, and at once for any other. */
  released(): Promise<void>;
}

/** Without a failure, and at once where the drain can do that. */
async function freed({ onCancelled, onAbandoned }: Lifecycle): Promise<void> {
  await (onCancelled?.() ?? onAbandoned());
}

async function sendBack({ ask, release }: TakeBack): Promise<void> {
  if (await ask()) await release();
}

function watch(lifecycle: Lifecycle): Watched {
  const taken = Promise.withResolvers<void>();
  const aside = Promise.withResolvers<void>();
  const adopted = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<'adopted' | 'given-back' | 'over'>();
  const released = Promise.withResolvers<void>();
  const taking = new AbortController();
  const is = { taken: false, inMemory: false, aside: false, adopting: false, adopted: false, givenBack: false };
  const free = () => freed(lifecycle);
  const take = () => {
    is.taken = true;
    taken.resolve();
  };
  const giveBack = () => {
    is.givenBack = true;
    ended.resolve('given-back');
  };
  const takeBack: TakeBack = {
    async ask() {
      if (!is.inMemory || is.adopting || is.adopted || is.givenBack) return false;
      taking.abort();
      return (await ended.promise) === 'given-back';
    },
    release: () => free().finally(released.resolve),
  };
  const claim: Watched['claim'] = {
    ...lifecycle,
    adopted: adopted.promise,
    taken: taken.promise,
    isTaken: () => is.taken,
    takenBack: taking.signal,
    async onAdopted() {
      is.adopting = true;
      try {
        await lifecycle.onAdopted();
      } finally {
        is.adopting = false;
      }
      is.adopted = true;
      take();
      ended.resolve('adopted');
      adopted.resolve();
    },
    onDeferred() {
      lifecycle.onDeferred();
      is.inMemory = true;
      take();
    },
    comesBack: () => void Object.assign(is, { inMemory: false }),
    async onAbandoned() {
      giveBack();
      // It is released after the change.
      if (taking.signal.aborted) return;
      // When the account stops it is no failure: the event waits for the next start.
      await (lifecycle.abortSignal.aborted ? free() : lifecycle.onAbandoned());
    },
    async onCancelled() {
      giveBack();
      await free();
    },
    stepAside() {
      if (is.taken) return;
      is.aside = true;
      aside.resolve();
    },
    // Where that fails, the stall of the claim releases it.
    comesAgain: () => void sendBack(takeBack).catch(() => undefined),
  };
  return {
    claim,
    takeBack,
    aside: aside.promise,
    isAside: () => is.aside,
    isAdopted: () => is.adopted,
    isGivenBack: () => is.givenBack,
    end: () => ended.resolve('over'),
    released: async () => (is.givenBack && taking.signal.aborted ? released.promise : undefined),
  };
}

/**
 * Runs the handling of one event and returns as soon as OpenClaw has the event; the turn itself goes on.
 *
 * The inbox starts nothing new while a delivery is pending: waiting for whole turns would make one slow agent hold up
 * every room.
 *
 * @param onLate called with an error after OpenClaw has taken the event, so that it is not tried again
 */
export async function untilTaken(
  lifecycle: Lifecycle,
  run: (claim: Claim, takeBack: TakeBack) => Promise<void>,
  onLate: (error: unknown) => void,
): Promise<{ kind: 'deferred' } | undefined> {
  const { claim, takeBack, aside, isAside, isAdopted, isGivenBack, end, released } = watch(lifecycle);
  const over = Promise.withResolvers<Over>();
  let hasFailed = false;
  const handled = run({ ...claim, over: over.promise }, takeBack).finally(end);
  const work = handled.then(
    async () => {
      // Nothing adopted it, so nothing is left to do. The inbox settles that itself, unless its lane is free already.
      const isOpen = !isAdopted() && !isGivenBack() && !lifecycle.abortSignal.aborted;
      if (isOpen && (isAside() || claim.isTaken())) await lifecycle.onAdopted();
    },
    async (error: unknown) => {
      hasFailed = true;
      if (isAdopted()) return onLate(error);
      if (!isAside() && !claim.isTaken()) throw error;
      await (lifecycle.abortSignal.aborted ? lifecycle.onCancelled?.() : lifecycle.onFailed?.(error));
    },
  );
  const isAgain = () => !isAdopted() && (hasFailed || isGivenBack() || lifecycle.abortSignal.aborted);
  const ends = () => released().then(() => over.resolve(isAgain() ? 'again' : 'done'));
  work.then(ends, ends);
  // `deferred`: OpenClaw's drain frees the lane and the place of a start, and the claim stays open.
  const left = Promise.race([claim.taken, aside]).then(() => ({ kind: 'deferred' }) as const);
  return Promise.race([left, work.then(() => undefined)]);
}
