import { PROGRESS } from '../../texts/connect.ts';
import { progressOf, refusedIn, type Seen, STEPS, type Step } from './progress.ts';

export interface Watching {
  /** Asks the running gateway; undefined if none answers. */
  readonly look: () => Promise<Seen | undefined>;
  readonly isFetched: boolean;
  readonly say: (line: string) => void;
  readonly pause: (ms: number) => Promise<void>;
  /** For waiting: unlike a clock it never goes back. */
  readonly stopwatch: () => number;
  readonly timeoutMs: number;
}

const LOOK_EVERY_MS = 2_000;
/** A step that is under way is not called broken. */
const GRACE_MS = 6_000;

/**
 * Reports the steps of a connection as they are done, and the one that is missing with what to do, until all are done.
 *
 * @returns whether they are
 */
export async function watch({ look, isFetched, say, pause, stopwatch, timeoutMs }: Watching): Promise<boolean> {
  const began = stopwatch();
  const reported = new Set<Step>();
  let missing: { readonly text: string; readonly since: number } | undefined;
  let said: string | undefined;
  let refused: number | undefined;
  say(PROGRESS.waiting);
  for (;;) {
    const seen = await look();
    if (seen) refused ??= refusedIn(seen);
    const { done, next } = progressOf(seen, { isFetched, refused: refused ?? 0 });
    for (const step of done.filter((each) => !reported.has(each))) {
      reported.add(step);
      say(PROGRESS.done[step]);
    }
    if (reported.size === STEPS.length) {
      say(PROGRESS.allDone);
      return true;
    }
    const now = stopwatch();
    const isOver = now - began >= timeoutMs;
    if (next !== missing?.text) missing = next === undefined ? undefined : { text: next, since: now };
    if (missing && missing.text !== said && (isOver || now - missing.since >= GRACE_MS)) {
      said = missing.text;
      say(PROGRESS.missing(said));
    }
    if (isOver) {
      say(PROGRESS.timeout);
      return false;
    }
    await pause(LOOK_EVERY_MS);
  }
}
