import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diskFaultOf } from '../store/disk-fault.ts';

export interface Writable {
  readonly folder: string;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  /** Called with the fault of the disk, in words, as soon as there is one. */
  readonly onFault: (fault: string) => void;
}

/** For the databases of an account, each of which needs some room to be opened at all. */
const ROOM_BYTES = 1024 * 1024;
const LOOK_EVERY_MS = 2_000;

/**
 * Waits until a folder can be written to. OpenClaw starts an account that failed again after longer and longer pauses,
 * and not for ever, while a disk may be full for a night.
 *
 * @returns false if the account was stopped before that
 * @throws any other error
 */
export async function whenWritable({ folder, pause, signal, onFault }: Writable): Promise<boolean> {
  const probe = join(folder, `probe-${process.pid}`);
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(probe, Buffer.alloc(ROOM_BYTES)).finally(() => rm(probe, { force: true }));
      return true;
    } catch (error) {
      const fault = diskFaultOf(error);
      if (!fault) throw error;
      if (failures === 0) onFault(fault);
      await pause(LOOK_EVERY_MS, signal).catch(() => undefined);
    }
  }
  return false;
}
