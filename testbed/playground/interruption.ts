const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export interface Interruption {
  /** The exit code of a program that this signal ended. */
  readonly code: number;
  /** Set when it was no signal but a fault of ours. */
  readonly fault?: unknown;
}

/** Resolves with the first signal or uncaught fault. A second signal ends the process at once. */
export function nextInterruption(): Promise<Interruption> {
  // The reader of our output may go first, as a terminal does before its SIGHUP.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return new Promise((resolve) => {
    let isSecond = false;
    for (const [signal, code] of Object.entries(CODES)) {
      process.on(signal, () => {
        if (isSecond) process.exit(code);
        isSecond = true;
        resolve({ code });
      });
    }
    process.on('uncaughtException', (fault) => resolve({ code: 1, fault }));
  });
}
