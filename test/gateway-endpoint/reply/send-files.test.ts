import { expect, test } from 'vitest';
import { AppCallError } from '../../../gateway-endpoint/src/app-client/client.ts';
import { fileKeyFor } from '../../../gateway-endpoint/src/app-client/key.ts';
import { Unsendable } from '../../../gateway-endpoint/src/files/unsendable.ts';
import type { Uploads } from '../../../gateway-endpoint/src/files/upload.ts';
import { sendFiles } from '../../../gateway-endpoint/src/reply/send-files.ts';
import { EN } from '../../../gateway-endpoint/src/texts/pattern.ts';

const keyOf = { event: 'message.sent:M1', purpose: 'answer-0' };
const signal = new AbortController().signal;
const access = { localRoots: ['/files'] };

/** Sends three files to an app that fails for those named. */
async function send(failing: Record<string, Error> = {}, threadId?: string) {
  const asked: [source: string, how: object][] = [];
  const sent: string[] = [];
  const uploads: Uploads = {
    maxBytes: () => 2 * 1024 ** 2,
    async upload(source, how) {
      asked.push([source, how]);
      const error = failing[source];
      if (error) throw error;
      return `id of ${source}`;
    },
  };
  const place = { roomId: 'Room1', ...(threadId !== undefined && { threadId }) };
  const files = { media: ['a', 'b', 'c'], access, words: EN, place, keyOf, answers: 'E1', signal };
  const sending = sendFiles({ ...files, sent: (id) => void sent.push(id) }, uploads);
  return { apologies: await sending.catch((error: unknown) => error), asked, sent };
}

test('each file goes to its place with a key of its own, and with all that its reader may read', async () => {
  const { apologies, asked, sent } = await send({}, 'Root1');
  const how = { roomId: 'Room1', threadId: 'Root1', access, answers: 'E1', signal };
  expect(asked).toEqual(['a', 'b', 'c'].map((source, n) => [source, { ...how, key: fileKeyFor(keyOf, n) }]));
  expect([sent, apologies]).toEqual([['id of a', 'id of b', 'id of c'], []]);
});

test('in a room a file is in no thread', async () => {
  const { asked } = await send();
  expect(asked[0]?.[1]).not.toHaveProperty('threadId');
});

test('a file that cannot be sent has a line of its own, and the others are sent', async () => {
  const { apologies, sent } = await send({ a: new Unsendable('too-large', 'a'), c: new Unsendable('gone', 'c') });
  expect(sent).toEqual(['id of b']);
  expect(apologies).toEqual([expect.stringMatching(/`a`: it is larger than 2 MB/), expect.stringContaining('`c`')]);
});

test('an app that cannot be reached is no fault of the file', async () => {
  const away = new AppCallError({ code: 'unreachable', happened: 'no', retryable: true, message: 'away' });
  const { apologies, asked, sent } = await send({ b: away });
  expect([apologies, asked.length, sent]).toEqual([away, 2, ['id of a']]);
});
