import { areOver, interruptRuns, isRunning, latestRun, takesMore, watchRuns, works } from './runs.ts';

/**
 * The place of a message in the line of its session. Messages go to OpenClaw in the order in which they came, and rooms
 * may share a session, as all direct rooms do.
 *
 * Two messages that find a session idle at once both begin a turn, and one of them gets an error instead of an answer.
 * A message that comes to OpenClaw while a turn ends has its answer delayed for fifteen seconds or more, or loses it
 * (docs/decisions/openclaw-gaps.md). So messages go to a session that is idle, or to a turn that works. A turn waits
 * with its answer for those that are on their way to it.
 */
export interface Place {
  /**
   * The message wants to go.
   *
   * @param how `alone`: only when nothing runs. `steered`: the running turn takes it in. `at-once`: it ends that turn.
   * @returns undefined if it may go now; otherwise a promise that resolves when it may
   */
  wantsToGo(how: How): Promise<void> | undefined;
  /**
   * Called right before OpenClaw gets the message: files and history may have been read for it meanwhile.
   *
   * @returns false if it may no longer go: it has to come back
   */
  setsOut(): boolean;
  /** OpenClaw keeps the message in its memory, until the running turn takes it in. The next one may follow. */
  isInMemory(): void;
  /** The message is back on disk, and goes again when all that runs now is over. */
  isBack(): void;
  /** Must it go back to disk, because one before it comes again? */
  isSentBack(): boolean;
  /** OpenClaw has taken it over, or nothing is left to do. Called again, it changes nothing. */
  leave(): void;
  /**
   * It leaves, and waits on disk for its next attempt. Those behind it that are answered in the same place are sent back, so
   * that they come again after it.
   */
  comesAgain(): void;
}

export type How = 'alone' | 'steered' | 'at-once';

interface Waiting {
  /** `called`: it may go, and is being prepared. */
  at: 'disk' | 'called' | 'way' | 'memory';
  how: How;
  /** Where it is to be answered, as in `runs.ts`. Undefined if it is no message. */
  readonly answersAt: string | undefined;
  /** The runs up to this one have to be over first. */
  after: number;
  /** Set while it wants to go and may not. */
  go: (() => void) | undefined;
  isSentBack: boolean;
  /** Takes it back from OpenClaw's memory. */
  readonly takeBack: (() => void) | undefined;
  place?: Place;
}

/** The messages of each session that OpenClaw has not taken over, for all accounts and rooms of this process. */
const lines = new Map<string, Waiting[]>();

watchRuns(letGo);

/** Called when a message may no longer be on its way. */
const onTheirWay = new Set<() => void>();

/**
 * Takes the last place in the line of a session.
 *
 * @param takeBack takes the message back from OpenClaw's memory
 */
export function enterLine(sessionKey: string, answersAt?: string, takeBack?: () => void): Place {
  const place: Waiting = { at: 'disk', how: 'alone', answersAt, after: 0, go: undefined, isSentBack: false, takeBack };
  const line = lines.get(sessionKey) ?? [];
  line.push(place);
  lines.set(sessionKey, line);
  const stillWaits = () => place.go !== undefined;
  place.place = {
    wantsToGo(how) {
      // It may have been on its way before, and have changed.
      Object.assign(place, { how, at: 'disk' });
      const { promise, resolve } = Promise.withResolvers<void>();
      place.go = resolve;
      letGo(sessionKey);
      return stillWaits() ? promise : undefined;
    },
    setsOut() {
      if (!mayGo(place, line.slice(0, line.indexOf(place)), sessionKey)) return false;
      place.at = 'way';
      if (place.how === 'at-once') interruptRuns(sessionKey);
      return true;
    },
    isInMemory() {
      place.at = 'memory';
      if (place.isSentBack) takeBack?.();
      letGo(sessionKey);
    },
    isSentBack: () => place.isSentBack,
    isBack() {
      Object.assign(place, { at: 'disk', after: latestRun() });
      letGo(sessionKey);
    },
    leave,
    comesAgain() {
      const index = line.indexOf(place);
      if (index < 0) return;
      for (const each of line.slice(index + 1)) if (each.answersAt === answersAt) sendBack(each);
      leave();
    },
  };
  return place.place;

  function leave(): void {
    const index = line.indexOf(place);
    if (index < 0) return;
    place.go = undefined;
    line.splice(index, 1);
    if (line.length === 0) lines.delete(sessionKey);
    letGo(sessionKey);
  }
}

/** Is a message on its way to the session, or does one wait for it? */
export const isInLine = (sessionKey: string): boolean => lines.has(sessionKey);

function sendBack(place: Waiting): void {
  if (place.isSentBack) return;
  place.isSentBack = true;
  if (place.at === 'memory') place.takeBack?.();
}

/** Lets all messages go that may. */
function letGo(sessionKey: string): void {
  const line = lines.get(sessionKey) ?? [];
  for (const [n, place] of line.entries()) {
    const { go } = place;
    if (go && place.isSentBack) {
      place.go = undefined;
      go();
      continue;
    }
    if (!go || !mayGo(place, line.slice(0, n), sessionKey)) continue;
    Object.assign(place, { at: 'called', go: undefined });
    go();
  }
  for (const look of onTheirWay) look();
}

function mayGo(place: Waiting, before: readonly Waiting[], sessionKey: string): boolean {
  const { how, answersAt, after, isSentBack } = place;
  if (isSentBack) return false;
  if (before.some(({ at }) => at !== 'memory') || !areOver(sessionKey, after)) return false;
  if (!isRunning(sessionKey)) return before.length === 0;
  // A running turn would answer in its own room, and the person who has asked elsewhere would never read it.
  if (how === 'steered') return answersAt !== undefined && takesMore(sessionKey, answersAt);
  return how === 'at-once' && works(sessionKey);
}

/** A message that takes longer on its way is no longer waited for. It takes seconds where the gateway has a lot to do. */
const ON_ITS_WAY_MS = 60_000;

/**
 * Resolves when the last message that is on its way to the turn of a session, to be taken in, has come there.
 *
 * @param own of the message that has begun the turn: OpenClaw may answer it before it has adopted it
 */
export async function untilNoneIsOnItsWay(sessionKey: string, own?: Place): Promise<void> {
  const isOnItsWay = ({ at, how, place }: Waiting) => at === 'way' && how === 'steered' && place !== own;
  const isAny = () => lines.get(sessionKey)?.some(isOnItsWay) ?? false;
  if (!isAny()) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => void (isAny() || resolve());
  const enough = setTimeout(resolve, ON_ITS_WAY_MS);
  onTheirWay.add(look);
  await promise;
  onTheirWay.delete(look);
  clearTimeout(enough);
}

/** For a message that waits for nobody, such as a command. */
export const NO_LINE: Place = {
  wantsToGo: () => undefined,
  setsOut: () => true,
  isInMemory: () => undefined,
  isBack: () => undefined,
  isSentBack: () => false,
  leave: () => undefined,
  comesAgain: () => undefined,
};

/** Does something in a session as if it were a message: nothing else is handed over meanwhile. */
export async function aloneInLine<T>(sessionKey: string, work: () => Promise<T>): Promise<T> {
  const place = enterLine(sessionKey);
  try {
    await place.wantsToGo('alone');
    return await work();
  } finally {
    place.leave();
  }
}
