import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { stopwatch } from '../machine.ts';

/** Something that was read once. */
export interface Remembered<T> {
  /** @param forMs how old it may be here, in milliseconds */
  get(read: IRead, forMs?: number): Promise<T>;
  /** Reads it again, for callers that need the present value. */
  refresh(read: IRead): Promise<T>;
  forget(): void;
}

/**
 * Reads a thing when it is first wanted and keeps it. It is never read ahead, because after a crash of the sandbox an
 * event can arrive before `onEnable`; a failed reading is not kept.
 *
 * @param forMs how long it may be out of date, if another server of the cluster can change it
 */
export function remember<T>(load: (read: IRead) => Promise<T>, forMs = Number.POSITIVE_INFINITY): Remembered<T> {
  let kept: { readonly value: Promise<T>; readonly since: number } | undefined;
  function refresh(read: IRead): Promise<T> {
    const value = load(read);
    kept = { value, since: stopwatch() };
    value.catch(() => {
      kept = undefined;
    });
    return value;
  }

  return {
    get: (read, atMostMs = forMs) => (kept && stopwatch() - kept.since < atMostMs ? kept.value : refresh(read)),
    refresh,
    forget() {
      kept = undefined;
    },
  };
}
