import type { IHttp, IHttpRequest } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import { filePath } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { pullFile } from '../../../rc-app/src/commands/pull-file.ts';

const path = filePath('team-1', 'abcdefghijklmnopqrstuv');
const to = { gatewayUrl: 'https://gateway.test/prefix', accountId: 'team-1' };

/** A server whose only answer is this, and what it was asked for. */
function answering(answer: () => unknown) {
  const asked: { url: string; options?: IHttpRequest | undefined }[] = [];
  const get = async (url: string, options?: IHttpRequest) => {
    asked.push({ url, options });
    return answer();
  };
  return { asked, http: { get } as unknown as IHttp };
}

const said: string[] = [];
const log = { warn: (line: string) => void said.push(line) };

const bytes = new Uint8Array([0, 255, 128]);
const found = () => ({ statusCode: 200, content: bytes });

test('the bytes come from the configured address, prefix and all, undecoded and in bounded time', async () => {
  const { asked, http } = answering(found);
  expect(await pullFile(path, to, http, log)).toEqual(Buffer.from(bytes));
  expect(asked).toEqual([
    { url: `https://gateway.test/prefix${path}`, options: { encoding: null, timeout: expect.any(Number) } },
  ]);
  expect(asked[0]?.options?.timeout).toBeLessThan(20_000);
});

test('bytes that are a part of something larger are not more than they are', async () => {
  const whole = new Uint8Array([9, 9, ...bytes, 9]);
  const { http } = answering(() => ({ statusCode: 200, content: whole.subarray(2, 5) }));
  expect([...(await pullFile(path, to, http, log))]).toEqual([...bytes]);
});

describe('no other path is asked for', () => {
  test.each([
    '/',
    '/rocketchat/team-1/events',
    filePath('team-2', 'abcdefghijklmnopqrstuv'),
    filePath('team-1', 'short'),
    filePath('team-1', '../../../../etc/passwd'),
    `${path}/more`,
    `${path}?more=1`,
    `${path}#`,
    `/${path}`,
    `@evil.test${path}`,
    `//evil.test${path}`,
  ])('%s', async (other) => {
    const { asked, http } = answering(found);
    await expect(pullFile(other, to, http, log)).rejects.toMatchObject({ code: 'bad-request' });
    expect(asked).toEqual([]);
  });
});

describe('a file that did not come is refused, and only the log says why', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['nothing of it', () => ({ statusCode: 404, content: bytes }), /answered 404/],
    ['no answer', () => undefined, /answered nothing/],
    ['text where bytes were asked for', () => ({ statusCode: 200, content: 'abc' }), /no bytes/],
    [
      'a failure that names the address',
      () => {
        throw new Error(`request to https://gateway.test/prefix${path} failed, reason: ECONNREFUSED`);
      },
      /cannot be reached for it: request to it failed, reason: ECONNREFUSED/,
    ],
  ])('[S11] %s', async (_, answer, sentence) => {
    const pulled = pullFile(path, to, answering(answer).http, log);
    const detail = 'the file could not be fetched from the gateway; the log of the app says why';
    await expect(pulled).rejects.toMatchObject({ code: 'file-not-received', detail });
    expect(said.at(-1)).toMatch(sentence);
    expect(said.at(-1)).not.toContain('abcdefghijklmnopqrstuv');
  });
});
