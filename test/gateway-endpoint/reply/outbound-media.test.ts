import { describe, expect, test } from 'vitest';
import { keyFor } from '../../../gateway-endpoint/src/app-client/key.ts';
import { openHostSeal } from '../../../gateway-endpoint/src/host/host-seal.ts';
import { outboundVia } from '../../../gateway-endpoint/src/plugin/outbound.ts';
import { mediaIn } from '../../../gateway-endpoint/src/reply/content.ts';
import type { Outgoing } from '../../../gateway-endpoint/src/reply/outgoing.ts';

function anOutbound() {
  const sent: Outgoing[] = [];
  const sender = {
    learnDirectRoom: () => undefined,
    expect: () => undefined,
    settle: () => Promise.reject(new Error('nobody asks what became of a send here')),
    async send(message: Outgoing) {
      sent.push(message);
      return { roomId: 'Room1', messageIds: [`m${sent.length}`] };
    },
  };
  const outbound = outboundVia({
    senderFor: () => sender,
    find: () => Promise.reject(new Error('nobody asks for a name here')),
    newId: () => 'made-up',
    clock: () => 0,
    seal: openHostSeal(Buffer.alloc(32)),
    report: () => undefined,
  });
  return { outbound, sent };
}

const context = { cfg: {}, to: 'channel:Room1', text: 'see', threadId: 'Root1' };

describe('a message of OpenClaw’s with a file', () => {
  test('has the same key in a repeat of the same part, and another in the next part', async () => {
    const { outbound, sent } = anOutbound();
    for (const deliveryPartIndex of [0, 0, 1]) {
      await outbound.sendMedia({ ...context, mediaUrl: './a.pdf', deliveryQueueId: 'q1', deliveryPartIndex });
    }
    const [first, again, next] = sent.map(({ keyOf }) => keyFor(keyOf, 0));
    expect([first === again, first === next]).toEqual([true, false]);
  });

  test('takes its thread, its caption and what it may read along, and its receipt says that it is a file', async () => {
    const { outbound, sent } = anOutbound();
    const mediaAccess = { localRoots: ['/home'] };
    const result = await outbound.sendMedia({ ...context, mediaUrl: './a.pdf', mediaAccess });
    expect(sent).toMatchObject([{ threadId: 'Root1', text: 'see', media: ['./a.pdf'], mediaAccess }]);
    expect(result).toMatchObject({ messageId: 'm1', receipt: { parts: [{ kind: 'media' }] } });
  });

  test('may read a folder that older callers name by itself', async () => {
    const { outbound, sent } = anOutbound();
    const mediaReadFile = async () => Buffer.of();
    await outbound.sendMedia({ ...context, mediaUrl: './a.pdf', mediaLocalRoots: ['/home'], mediaReadFile });
    expect(sent[0]?.mediaAccess).toEqual({ localRoots: ['/home'], readFile: mediaReadFile });
  });

  test('brings all files of its payload', async () => {
    const { outbound, sent } = anOutbound();
    const payload = { text: 'both', mediaUrl: 'a', mediaUrls: ['a', 'b'] };
    await outbound.sendPayload({ ...context, payload });
    expect(sent).toMatchObject([{ text: 'both', media: ['a', 'b'] }]);
  });
});

test.each([
  [{}, []],
  [{ mediaUrl: 'a' }, ['a']],
  [{ mediaUrls: ['a', 'b', ' '] }, ['a', 'b']],
  [{ mediaUrl: 'b', mediaUrls: ['a', 'b'] }, ['b', 'a']],
])('the files of %j', (payload, files) => {
  expect(mediaIn(payload)).toEqual(files);
});
