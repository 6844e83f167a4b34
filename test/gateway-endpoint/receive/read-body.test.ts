import { LIMITS } from '@rocketchat-openclaw/shared';
import { describe, expect, test, vi } from 'vitest';
import { readBody } from '../../../gateway-endpoint/src/receive/read-body.ts';

type Source = ConstructorParameters<typeof ReadableStream<Uint8Array>>[0];

function streaming(source: Source, headers: Record<string, string> = {}): Request {
  const init = {
    method: 'POST',
    headers,
    body: new ReadableStream<Uint8Array>(source, { highWaterMark: 0 }),
    duplex: 'half' as const,
  };
  return new Request('http://gateway.invalid', init);
}

const whole = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  readBody(new Request('http://gateway.invalid', { method: 'POST', headers, body }));

/** So many bytes, a quarter at a time. */
const inPieces = (bytes: number): Source => {
  let left = 4;
  return {
    pull(controller) {
      if (left-- === 0) return controller.close();
      controller.enqueue(new Uint8Array(bytes / 4).fill(120));
    },
  };
};

test('a text comes as it was sent, also in pieces, and with its byte order mark', async () => {
  expect(await whole('{"ä":1}')).toBe('{"ä":1}');
  expect(await whole('\ufeff{}')).toBe('\ufeff{}');
  expect(await readBody(streaming(inPieces(400)))).toBe('x'.repeat(400));
});

test('a request without a body has an empty one', async () => {
  expect(await readBody(new Request('http://gateway.invalid', { method: 'POST' }))).toBe('');
});

describe('a body', () => {
  test('of the greatest length is read, and one byte more is too much', async () => {
    expect(await readBody(streaming(inPieces(LIMITS.bodyBytes)))).toHaveLength(LIMITS.bodyBytes);
    await expect(readBody(streaming(inPieces(LIMITS.bodyBytes + 4)))).rejects.toMatchObject({ code: 'too-large' });
  });

  test('that says it is too long is not read at all; one that says it just fits is', async () => {
    const pull = vi.fn();
    const tooLong = streaming({ pull }, { 'content-length': String(LIMITS.bodyBytes + 1) });
    await expect(readBody(tooLong)).rejects.toMatchObject({ code: 'too-large' });
    expect(pull).not.toHaveBeenCalled();
    expect(await whole('x', { 'content-length': String(LIMITS.bodyBytes) })).toBe('x');
  });

  test('whose sender hangs up is a bad request, with the cause for the log', async () => {
    const cause = new Error('aborted');
    const request = streaming({ pull: (controller) => controller.error(cause) });
    await expect(readBody(request)).rejects.toMatchObject({ code: 'bad-request', cause });
  });

  test('that is no text is a bad request', async () => {
    await expect(whole(new Uint8Array([0xff, 0xfe]))).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('that is too much is taken no further', async () => {
    const cancel = vi.fn();
    const endless: Source = { pull: (controller) => controller.enqueue(new Uint8Array(60_000)), cancel };
    await expect(readBody(streaming(endless))).rejects.toMatchObject({ code: 'too-large' });
    expect(cancel).toHaveBeenCalledTimes(1);
  });
});

test('a body that does not end is given up after five seconds, and a timer is left by none', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const reading = readBody(streaming({ pull: () => new Promise(() => {}) }));
    const outcome = expect(reading).rejects.toMatchObject({ code: 'timeout' });
    vi.advanceTimersByTime(LIMITS.bodyTimeoutMs);
    await outcome;
    await whole('x');
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
