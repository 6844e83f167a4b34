/** The parts that an account has open. They are closed in the reverse order, also after a start that failed. */
export interface AccountStack extends AsyncDisposable {
  /** Aborted when the account is stopped, and when its start has failed. It ends all waiting. */
  readonly signal: AbortSignal;
  /**
   * Opens a part now, and closes it in its turn.
   *
   * @param name for the log, if it does not close
   */
  open<T>(name: string, open: () => T, close: (opened: T) => unknown): T;
}

export interface StackNeeds {
  /** OpenClaw's signal, which stops the account. */
  readonly signal: AbortSignal;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly log: { warn(message: string): void };
}

/**
 * The stop waits this long for one part, and then goes on. OpenClaw waits five seconds for the whole stop, and may
 * start the successor then (server-channels, CHANNEL_STOP_ABORT_TIMEOUT_MS). Two parts may need time: the entrances
 * tell the app that fetching has ended, and the inbox waits for the event that is being handled.
 */
export const CLOSE_MS = 2_000;

export function openAccountStack({ signal, pause, log }: StackNeeds): AccountStack {
  const stack = new AsyncDisposableStack();
  const ending = new AbortController();

  /** Never throws: the other parts have to be closed as well. */
  async function close(name: string, run: () => unknown): Promise<void> {
    const inTime = new AbortController();
    const closing = attempt(run)
      .catch((error: unknown) => log.warn(`stopping: ${name} failed to close: ${String(error)}`))
      .finally(() => inTime.abort());
    const late = pause(CLOSE_MS, inTime.signal).then(
      () => log.warn(`stopping: ${name} is not closed after ${CLOSE_MS} ms; the rest is closed without it`),
      () => undefined,
    );
    await Promise.race([closing, late]);
  }

  return {
    signal: AbortSignal.any([signal, ending.signal]),
    open(name, open, end) {
      const opened = open();
      stack.defer(() => close(name, () => end(opened)));
      return opened;
    },
    async [Symbol.asyncDispose]() {
      ending.abort();
      await stack.disposeAsync();
    },
  };
}

/** An error that is thrown at once becomes a rejection, too. */
async function attempt(run: () => unknown): Promise<void> {
  await run();
}
