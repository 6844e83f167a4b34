import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Pull } from './offers.ts';

/** The bytes from disk as they are asked for; never more than this is read ahead. */
const READ_AHEAD_BYTES = 64 * 1024;

/**
 * A file → the answer that carries it.
 *
 * @param leave called once, when the answer has ended, complete or not
 */
export function handOver({ file, signal, complete }: Pull, leave: () => void): Response {
  const stream = createReadStream(file.path, { signal, highWaterMark: READ_AHEAD_BYTES });
  stream.once('end', complete).once('close', leave);
  // A client that hangs up is no error of ours; the reader sees that the stream broke.
  stream.on('error', () => undefined);
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': file.type,
      'content-length': String(file.size),
      'content-disposition': 'attachment',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
