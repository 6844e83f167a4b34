import { REFUSALS, type RefusalCode } from '@rocketchat-openclaw/shared';
import { askOutcome } from '../../app-client/ask-outcome.ts';
import { AppCallError, type AppClient } from '../../app-client/client.ts';
import type { OpenPreview, OpenPreviews } from './open-previews.ts';

/** Takes away what earlier turns have left. What cannot be reached now is left for the next time. */
export async function sweep(
  client: AppClient,
  open: OpenPreviews,
  log: { info(message: string): void; warn(message: string): void },
): Promise<void> {
  for (const preview of open.abandoned()) {
    try {
      const wasThere = await takeAway(client, preview);
      open.end(preview.key);
      if (wasThere) log.info(`an unfinished preview in ${preview.roomId} was taken away`);
    } catch (error) {
      // The app cannot be reached: the others would fare no better.
      if (!isFinal(error)) return;
      open.end(preview.key);
      log.warn(`an unfinished preview in ${preview.roomId} stays: ${String(error)}`);
    }
  }
}

async function takeAway(client: AppClient, { key, roomId, messageId, finalKey }: OpenPreview): Promise<boolean> {
  if (finalKey && (await askOutcome(client, finalKey, { attempts: 1 })).happened === 'yes') return false;
  const found = messageId ?? (await askOutcome(client, key, { attempts: 1 })).messageId;
  if (found === undefined) return false;
  try {
    await client.call({ v: 1, command: 'delete', key: deleteKey(key), roomId, messageId: found }, { attempts: 1 });
    return true;
  } catch (error) {
    if (!isGone(error)) throw error;
    return false;
  }
}

/** Said again, a deletion has the same key: the app has a record of it, whoever asks. */
export function deleteKey(key: string): string {
  return `${key}.delete`;
}

export function isGone(error: unknown): boolean {
  return error instanceof AppCallError && error.code === 'message-not-found';
}

/** Trying again would change nothing: the app has looked at the command and said no. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof AppCallError)) return true;
  return Object.hasOwn(REFUSALS, error.code) && REFUSALS[error.code as RefusalCode].retry === 'never';
}
