import { diskFaultOf } from '../store/disk-fault.ts';

export interface Waiting {
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly log: { info(message: string): void; error(message: string): void };
}

/**
 * Repeats a write while the disk is full or fails.
 *
 * @throws any other error, and when the account is stopped
 */
export type UntilDiskHasRoom = <T>(what: string, write: () => Promise<T>) => Promise<T>;

const AGAIN_MS = 1_000;

/**
 * The decision about an event must be on disk before the next event of its room is handled. OpenClaw gives up after eight
 * attempts, in two minutes, and holds the event and its room until a restart (ingress-drain, "holding claim"); but a disk
 * may be full for a night.
 */
export function openUntilDiskHasRoom({ pause, signal, log }: Waiting): UntilDiskHasRoom {
  return async (what, write) => {
    for (let failures = 0; ; failures++) {
      try {
        const written = await write();
        if (failures > 0) log.info(`${what} is written down now`);
        return written;
      } catch (error) {
        const fault = diskFaultOf(error);
        if (!fault || signal.aborted) throw error;
        if (failures === 0) log.error(`${what} cannot be written down, and its room waits: ${fault}`);
        await pause(AGAIN_MS, signal);
      }
    }
  };
}
