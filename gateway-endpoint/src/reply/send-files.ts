import { fileKeyFor, type KeyOf } from '../app-client/key.ts';
import type { MediaAccess } from '../files/load.ts';
import { apology, Unsendable } from '../files/unsendable.ts';
import type { Uploads } from '../files/upload.ts';
import type { Words } from '../texts/words.ts';

export interface FilesToSend {
  readonly media: readonly string[];
  readonly access: MediaAccess | undefined;
  readonly place: { readonly roomId: string; readonly threadId?: string };
  readonly keyOf: KeyOf;
  readonly answers: string | undefined;
  readonly words: Words;
  readonly signal: AbortSignal | undefined;
  readonly sent: (messageId: string) => void;
}

/**
 * One message per file, in order. A file that cannot be sent does not stop the others.
 *
 * @returns one line for people for each file that cannot be sent
 * @throws AppCallError
 */
export async function sendFiles(files: FilesToSend, uploads: Uploads): Promise<readonly string[]> {
  const { media, access, place, keyOf, answers, words, signal, sent } = files;
  const apologies: string[] = [];
  for (const [index, source] of media.entries()) {
    try {
      const { roomId, threadId } = place;
      const how = {
        roomId,
        ...(threadId && { threadId }),
        key: fileKeyFor(keyOf, index),
        access,
        answers,
        signal,
      };
      sent(await uploads.upload(source, how));
    } catch (error) {
      if (!(error instanceof Unsendable)) throw error;
      apologies.push(apology(error, uploads.maxBytes(), words));
    }
  }
  return apologies;
}
