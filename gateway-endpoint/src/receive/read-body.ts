import { LIMITS, Refusal } from '@rocketchat-openclaw/shared';

/**
 * Reads a body within its bounds. Until this is called, no byte of it is taken from the network: neither the gateway
 * nor Hono stops a sender who never finishes.
 *
 * @throws Refusal `too-large` or `timeout`; `bad-request` when the sender hangs up or the text is not UTF-8
 */
export async function readBody(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > LIMITS.bodyBytes) throw tooLarge();
  const reader = request.body?.getReader();
  if (!reader) return '';
  const late = alarm(LIMITS.bodyTimeoutMs);
  try {
    return decode(await collect(reader, late.rings));
  } finally {
    late.off();
    // Not awaited, because it would hang with a source that hangs.
    reader.cancel().catch(() => undefined);
  }
}

async function collect(reader: ReadableStreamDefaultReader<Uint8Array>, late: Promise<never>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await Promise.race([next(reader), late]);
    if (done) return chunks;
    size += value.byteLength;
    if (size > LIMITS.bodyBytes) throw tooLarge();
    chunks.push(value);
  }
}

/** A sender who hangs up is no error of ours. */
async function next(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch (cause) {
    throw new Refusal('bad-request', 'the sender hung up', { cause });
  }
}

function decode(chunks: Uint8Array[]): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Refusal('bad-request', 'the body is not UTF-8');
  }
}

function alarm(ms: number): { rings: Promise<never>; off: () => void } {
  let off = () => {};
  const rings = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Refusal('timeout', `no whole body within ${ms} ms`)), ms);
    off = () => clearTimeout(timer);
  });
  rings.catch(() => undefined);
  return { rings, off };
}

function tooLarge(): Refusal {
  return new Refusal('too-large', `the body is over ${LIMITS.bodyBytes} bytes`);
}
