import type { MediaAccess } from '../files/load.ts';
import { apology, Unsendable } from '../files/unsendable.ts';
import type { Uploads } from '../files/upload.ts';
import { fileKeyFor, type KeyOf } from './key.ts';

export interface FilesToSend {
  readonly media: readonly string[];
  readonly access: MediaAccess | undefined;
  readonly place: { readonly roomId: string; readonly threadId?: string };
  /** As it stands in the room; goes with the first file that gets there. */
  readonly caption: string | undefined;
  readonly keyOf: KeyOf;
  readonly answers: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly sent: (messageId: string) => void;
}

export interface NotSent {
  /** One line for people for each file that cannot be sent. */
  readonly apologies: readonly string[];
  /** No file got there to carry the caption. */
  readonly isCaptionLeft: boolean;
}

/**
 * One message per file, in order. A file that cannot be sent keeps back neither the others nor what was to be said.
 *
 * @throws AppCallError
 */
export async function sendFiles(files: FilesToSend, uploads: Uploads): Promise<NotSent> {
  const { media, access, place, keyOf, answers, signal, sent } = files;
  const apologies: string[] = [];
  let { caption } = files;
  for (const [index, source] of media.entries()) {
    try {
      const { roomId, threadId } = place;
      const how = {
        roomId,
        ...(threadId && { threadId }),
        key: fileKeyFor(keyOf, index),
        ...(caption && { text: caption }),
        access,
        answers,
        signal,
      };
      sent(await uploads.upload(source, how));
      caption = undefined;
    } catch (error) {
      if (!(error instanceof Unsendable)) throw error;
      apologies.push(apology(error, uploads.maxBytes()));
    }
  }
  return { apologies, isCaptionLeft: caption !== undefined };
}
