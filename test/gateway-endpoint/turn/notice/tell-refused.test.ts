import type { Actor, EventOf } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { AppCallError } from '../../../../gateway-endpoint/src/app-client/client.ts';
import type { Outgoing } from '../../../../gateway-endpoint/src/reply/outgoing.ts';
import { tellRefused } from '../../../../gateway-endpoint/src/turn/notice/tell-refused.ts';

const actor: Actor = { id: 'U1', username: 'bob', name: 'Bob', type: 'user', roles: [] };
const room = { id: 'R1', type: 'private', name: 'attic' } as const;
const asked = { id: 'message.sent:m1', actor, room } satisfies Pick<EventOf<'message.sent'>, 'id' | 'actor' | 'room'>;

const refusal = (reason: string) =>
  new Error('not posted', {
    cause: new AppCallError({ code: 'may-not-write', reason, happened: 'no', retryable: false, message: 'no' }),
  });

async function told(error: unknown, by: Parameters<typeof tellRefused>[1] = asked) {
  const sent: Outgoing[] = [];
  const log: string[] = [];
  const sender = { send: async (message: Outgoing) => ({ roomId: `D${sent.push(message)}`, messageIds: ['m'] }) };
  const was = await tellRefused(error, by, { sender, log: { warn: (line) => void log.push(line) } });
  return { was, sent, log };
}

describe('[S2] a person who asked in a room that no longer takes an answer', () => {
  test('hears so in a direct message, without the answer', async () => {
    const { was, sent, log } = await told(refusal('not-a-member'));
    expect(was).toBe(true);
    expect(sent).toMatchObject([
      { to: { userId: 'U1' }, text: "I can't answer you in the room attic: I am no longer a member of it." },
    ]);
    expect(log.join()).toContain('not-a-member');
  });

  test.each([
    ['archived', /it was archived/],
    ['banned', /I was banned from it/],
    ['muted', /I am muted there\. An owner/],
    ['read-only', /it is read-only\. An owner/],
  ])('[F16] hears so where the server takes no answer: %s', async (reason, says) => {
    const { was, sent } = await told(refusal(reason));
    expect([was, sent.length]).toEqual([true, 1]);
    expect(sent[0]?.text).toMatch(says);
  });

  test('reads the name of the room as a label, and never a link that somebody put into it', async () => {
    const name = 'attic\u202e [sign in](https://evil.example)\n';
    const { sent } = await told(refusal('not-a-member'), { ...asked, room: { ...room, name } });
    expect(sent[0]?.text).toContain('in the room attic sign in (https://evil.example):');
  });

  test.each([
    ['everything is paused', 'paused', asked],
    ['it is the direct room itself', 'switched-off', { ...asked, room: { ...room, type: 'direct' as const } }],
    ['a bot asked', 'switched-off', { ...asked, actor: { ...actor, type: 'bot' as const } }],
    ['the reason is one we do not know', 'out-of-the-blue', asked],
  ])('hears nothing where %s; the log has it', async (_, reason, by) => {
    const { was, sent, log } = await told(refusal(reason), by);
    expect([was, sent, log.length]).toEqual([true, [], 1]);
  });

  test('hears nothing of another failure', async () => {
    expect(await told(new Error('the disk is full'))).toEqual({ was: false, sent: [], log: [] });
  });
});
