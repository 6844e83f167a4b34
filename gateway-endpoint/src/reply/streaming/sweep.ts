import { LIMITS, REFUSALS, type RefusalCode } from '@rocketchat-openclaw/shared';
import { answering } from '../../app-client/answering.ts';
import { askOutcome } from '../../app-client/ask-outcome.ts';
import { AppCallError, type AppClient, type CallOptions } from '../../app-client/client.ts';
import type { OpenPreview, OpenPreviews } from './open-previews.ts';

type Log = { info(message: string): void; warn(message: string): void };

/** After this time a delayed command to post it is refused, because its token has expired. */
const LATEST_MS = LIMITS.replayWindowSeconds * 1_000;

/** So that one lost answer does not leave a half answer in the room until the next round. */
const ATTEMPTS = { attempts: 2 };

interface Sweeping {
  readonly client: AppClient;
  readonly open: OpenPreviews;
  readonly clock: () => number;
  /** Ends it: what is left is left for the next start. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/**
 * Deletes previews that earlier turns have left. One that cannot be reached now is left for the next time, and so is one
 * that is not posted yet and may still come.
 *
 * @returns to be called from time to time
 */
export function openSweep({ client, open, clock, signal, log }: Sweeping): () => Promise<void> {
  const patiently = { ...ATTEMPTS, signal };
  /** The start of the search for previews without a known id. */
  const missing = new Map<string, number>();

  function end(key: string): void {
    missing.delete(key);
    open.end(key);
  }

  function settle({ key, roomId }: OpenPreview, found: Found): void {
    const since = missing.get(key) ?? clock();
    if (found === 'not-there' && clock() - since < LATEST_MS) return void missing.set(key, since);
    end(key);
    if (found === 'taken-away') log.info(`an unfinished preview in ${roomId} was taken away`);
  }

  return async () => {
    for (const preview of open.abandoned()) {
      try {
        settle(preview, await takeAway(client, preview, patiently));
      } catch (error) {
        // The app cannot be reached, so the others would fail, too.
        if (signal.aborted || !isFinal(error)) return;
        end(preview.key);
        log.warn(`an unfinished preview in ${preview.roomId} stays: ${String(error)}`);
      }
    }
  };
}

type Found = 'taken-away' | 'is-answer' | 'is-gone' | 'not-there';

async function takeAway(client: AppClient, preview: OpenPreview, options: CallOptions): Promise<Found> {
  const { key, roomId, messageId, finalKey, answers } = preview;
  if (finalKey && (await askOutcome(client, finalKey, options)).happened === 'yes') return 'is-answer';
  const found = messageId ?? (await askOutcome(client, key, options)).messageId;
  if (found === undefined) return 'not-there';
  try {
    const taking = { v: 1, command: 'delete', key: deleteKey(key), roomId, messageId: found } as const;
    await answering(client, answers).call(taking, options);
    return 'taken-away';
  } catch (error) {
    if (!isGone(error)) throw error;
    return 'is-gone';
  }
}

/** A repeated deletion has the same key, so that the app finds its record of the first. */
export function deleteKey(key: string): string {
  return `${key}.delete`;
}

export function isGone(error: unknown): boolean {
  return error instanceof AppCallError && error.code === 'message-not-found';
}

/** A repeat would not help: the app has refused the command. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof AppCallError)) return true;
  return Object.hasOwn(REFUSALS, error.code) && REFUSALS[error.code as RefusalCode].retry === 'never';
}
