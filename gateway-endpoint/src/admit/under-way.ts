/** The events that are being handled in this process, whichever start of the account began it. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Handles one event when nobody else handles it any more.
 *
 * OpenClaw gives an account five seconds to stop and then starts it anew, and the new start finds the claims of the one
 * before free, although a busy gateway may still be handing their events to the agent. Beside the first attempt, which
 * can no longer take its event over, a second one would count as its repeat (`skipped:duplicate`) and as done: nobody
 * would answer.
 *
 * @param key of the event, in this process
 * @param onWait it is still being handled
 */
export async function afterOthers<T>(key: string, onWait: () => void, handle: () => Promise<T>): Promise<T> {
  for (let before = underWay.get(key); before; before = underWay.get(key)) {
    onWait();
    await before;
  }
  const mine = handle();
  const ended = mine.then(
    () => undefined,
    () => undefined,
  );
  underWay.set(key, ended);
  try {
    return await mine;
  } finally {
    underWay.delete(key);
  }
}
