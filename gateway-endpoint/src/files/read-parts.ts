import { LIMITS } from '@rocketchat-openclaw/shared';
import type { AppClient } from '../app-client/client.ts';
import { Unreadable } from './unreadable.ts';

export interface Wanted {
  readonly roomId: string;
  readonly fileId: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** A part that is lost on its way is worth asking for again; more would let one file hold up its room. */
const ATTEMPTS = 2;

/**
 * The bytes of a file, one part after the other: no more than a part is ever in memory.
 *
 * @throws Unreadable where the file is larger than it may be, or changes while it is read
 * @throws AppCallError
 */
export async function* readParts(
  { roomId, fileId, maxBytes, signal }: Wanted,
  client: AppClient,
  newId: () => string,
): AsyncGenerator<Buffer> {
  let size: number | undefined;
  for (let offset = 0; size === undefined || offset < size; ) {
    const part = await client.call(
      { v: 1, command: 'readFile', key: `read.${newId()}`, roomId, fileId, offset, length: LIMITS.filePartBytes },
      { attempts: ATTEMPTS, signal },
    );
    if (part.size > maxBytes) throw new Unreadable('too-large', part.size);
    if (size !== undefined && size !== part.size) throw new Unreadable('changed', part.size);
    size = part.size;
    const bytes = Buffer.from(part.bytes, 'base64');
    const wanted = Math.min(LIMITS.filePartBytes, size - offset);
    if (bytes.length > wanted || (bytes.length === 0 && wanted > 0)) throw new Unreadable('changed', size);
    offset += bytes.length;
    if (bytes.length > 0) yield bytes;
  }
}
