import { resolveAgentRoute } from 'openclaw/plugin-sdk/routing';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { describe, expect, test } from 'vitest';
import { peerIn } from '../../../gateway-endpoint/src/config/account-names.ts';
import { listedUserId } from '../../../gateway-endpoint/src/config/identity.ts';
import { openChallenge } from '../../../gateway-endpoint/src/pairing/pair.ts';
import { conversationOf, placeOf } from '../../../gateway-endpoint/src/place/conversation.ts';
import { groups } from '../../../gateway-endpoint/src/plugin/groups.ts';
import { messagingVia } from '../../../gateway-endpoint/src/plugin/messaging.ts';
import { aMessage } from '../event.ts';
import { configOf } from '../services.ts';

const ROOM = 'Ops00000000000001';
const cfg = configOf({ accounts: { work: { rooms: { [ROOM]: { allow: true, tools: { deny: ['exec'] } } } } } });

describe('[S6] [S7] targets and ids that OpenClaw hears name their account', () => {
  test.each([
    ['default', 'GENERAL', 'rocketchat:channel:GENERAL', undefined],
    ['work', 'GENERAL', 'rocketchat:channel:work/~g~e~n~e~r~a~l', { kind: 'channel', id: 'work/~g~e~n~e~r~a~l' }],
  ])('%s: a room', (accountId, roomId, from, routePeer) => {
    const event = aMessage({ room: { id: roomId, type: 'channel' } });
    const conversation = conversationOf(event, accountId, cfg, resolveAgentRoute, undefined);
    const place = placeOf(conversation, { accountId, roomId, label: 'general' });
    expect(place).toMatchObject({ from, accountId, reply: { to: `channel:${roomId}` } });
    expect(place.conversation).toMatchObject({ id: roomId, ...(routePeer && { routePeer }) });
  });

  test.each([
    ['default', 'Carol1'],
    ['work', 'work/Carol1'],
  ])('%s: somebody who waits for a code', async (accountId, id) => {
    const asked: string[] = [];
    const pairing = {
      upsertPairingRequest: async (request: { id: string; accountId: string }) => {
        asked.push(`${request.accountId} ${request.id}`);
        return { code: 'CODE', created: true };
      },
      buildPairingReply: () => '',
    };
    const challenge = openChallenge({
      runtime: { channel: { pairing } } as unknown as PluginRuntime,
      accountId,
      sender: { send: async () => ({ roomId: '', messageIds: [] }) },
      memory: { waits: () => undefined, isWaiting: () => false },
      effects: {
        runOnce: async ({ run }: { run: () => Promise<unknown> }) => ({ kind: 'executed', value: await run() }),
      } as never,
    });
    await challenge(aMessage({ room: { id: 'Dm', type: 'direct' }, actor: { id: 'Carol1' } }));
    expect(asked).toEqual([`${accountId} ${id}`]);
    expect(listedUserId(accountId, id)).toBe('Carol1');
    // An account's own lists name its people without it; somebody of another account they never name.
    expect(listedUserId('other', id)).toBe(accountId === 'default' ? 'Carol1' : undefined);
  });

  test('the tools of a room are found by the name that a session key has of it', () => {
    const asked = { cfg, accountId: 'work', groupId: peerIn('work', ROOM) };
    expect(groups.resolveToolPolicy?.(asked)).toEqual({ deny: ['exec'] });
  });

  test.each([
    ['user:work/Alice1', 'work', 'user:Alice1'],
    ['user:Alice1', 'work', 'user:Alice1'],
    ['user:other/Alice1', 'work', 'is no target'],
    ['user:work/Alice1', 'default', 'is no target'],
  ])('%s is for %s the target %s', async (input, accountId, to) => {
    const resolver = messagingVia(async () => expect.unreachable()).targetResolver;
    const asked = { cfg, accountId, input, normalized: input } as never;
    const resolved = await resolver?.resolveTarget?.(asked).catch((error: Error) => ({ to: error.message }));
    expect(resolved?.to).toContain(to);
  });
});
