import { open } from 'node:fs/promises';
import { LIMITS } from '@rocketchat-openclaw/shared';
import { AppCallError, type AppClient } from '../app-client/client.ts';
import type { HeldFile } from './offers.ts';

/**
 * The bytes of a file by command, one part after the other, for an app that cannot pull them: only a part of it is in
 * memory. Of an empty file one part is brought, which says that it is there.
 *
 * @param path what the upload will name
 * @throws AppCallError, which proves that nothing has been posted: that is the next command's
 */
export async function bringParts(
  file: Pick<HeldFile, 'path' | 'size'>,
  path: string,
  client: AppClient,
  signal: AbortSignal | undefined,
): Promise<void> {
  const count = Math.max(1, Math.ceil(file.size / LIMITS.uploadPartBytes));
  const handle = await open(file.path);
  try {
    const buffer = Buffer.alloc(LIMITS.uploadPartBytes);
    for (let index = 0; index < count; index++) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, index * buffer.length);
      const bytes = buffer.toString('base64', 0, bytesRead);
      const key = `part.${index}.${path}`;
      await client.call({ v: 1, command: 'filePart', key, path, index, bytes }, { signal });
    }
  } catch (error) {
    if (!(error instanceof AppCallError)) throw error;
    const { code, retryable, retryAfterMs, message } = error;
    throw new AppCallError({ code, happened: 'no', retryable, retryAfterMs, message }, { cause: error });
  } finally {
    await handle.close();
  }
}
