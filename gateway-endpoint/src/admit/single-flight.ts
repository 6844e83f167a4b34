/** The events that are being handled in this process, also by an earlier start of the account. */
const running = new Map<string, Promise<unknown>>();

/**
 * Handles one event once all other attempts at it have ended.
 *
 * OpenClaw gives an account five seconds to stop and then starts it anew. The new start finds the claims of the earlier one
 * free, although a busy gateway may still be handing their events to the agent. The first attempt can no longer adopt its
 * event; a second one beside it would count as its repeat (`skipped:duplicate`) and as done, so nobody would answer.
 *
 * @param key of the event, in this process
 * @param onWait called when another attempt is still running
 */
export async function singleFlight<T>(key: string, onWait: () => void, handle: () => Promise<T>): Promise<T> {
  for (let before = running.get(key); before; before = running.get(key)) {
    onWait();
    await before;
  }
  const mine = handle();
  const ended = mine.then(
    () => undefined,
    () => undefined,
  );
  running.set(key, ended);
  try {
    return await mine;
  } finally {
    running.delete(key);
  }
}
