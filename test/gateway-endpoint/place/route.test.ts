import fc from 'fast-check';
import { resolveAgentRoute } from 'openclaw/plugin-sdk/routing';
import { describe, expect, test } from 'vitest';
import { conversationOf } from '../../../gateway-endpoint/src/place/conversation.ts';
import { messagingVia } from '../../../gateway-endpoint/src/plugin/messaging.ts';
import { aMessage } from '../event.ts';
import { configOf } from '../services.ts';

const SCOPES = ['main', 'per-peer', 'per-channel-peer', 'per-account-channel-peer'] as const;
const ACCOUNTS = ['default', 'work', 'channel', 'direct', 'w-rk', 'w_rk'];
const ids = fc.array(fc.constantFrom('a', 'A', ':', '/', '~', 'direct', 'channel', 'thread', 'work'), {
  minLength: 1,
  maxLength: 6,
});
const anyId = fc.oneof(
  ids.map((parts) => parts.join('')),
  fc.constantFrom('GENERAL', 'general', 'main'),
);

interface Said {
  readonly account: string;
  readonly type: 'direct' | 'channel';
  readonly id: string;
  readonly threadId: string | undefined;
}

const anySaid: fc.Arbitrary<Said> = fc.record({
  account: fc.constantFrom(...ACCOUNTS),
  type: fc.constantFrom('direct', 'channel'),
  id: anyId,
  threadId: fc.option(anyId, { nil: undefined }),
});

function inSession({ account, type, id, threadId }: Said, session: object) {
  const event = aMessage({ room: { id, type }, actor: { id } });
  const thread = threadId === undefined ? undefined : { id: threadId, alsoInRoom: false };
  return conversationOf(
    event,
    account,
    { ...configOf({ accounts: { work: {} } }), session },
    resolveAgentRoute,
    thread,
  );
}

const lower = ({ account, id, threadId = '', ...said }: Said) =>
  JSON.stringify(
    account === 'default'
      ? { ...said, account, id: id.toLowerCase(), threadId: threadId.toLowerCase() }
      : { ...said, account, id, threadId },
  );

describe('[S6] sessions', () => {
  test.each([
    ['default', 'channel', 'GENERAL', 'main', 'agent:main:rocketchat:channel:general'],
    ['default', 'direct', 'Alice1', 'main', 'agent:main:main'],
    ['default', 'direct', 'Alice1', 'per-channel-peer', 'agent:main:rocketchat:direct:alice1'],
    ['work', 'channel', 'GENERAL', 'main', 'agent:main:rocketchat:channel:work/~g~e~n~e~r~a~l'],
    ['work', 'direct', 'Alice1', 'main', 'agent:main:rocketchat:work:direct:work/~alice1'],
    ['work', 'direct', 'Alice1', 'per-peer', 'agent:main:rocketchat:work:direct:work/~alice1'],
  ] as const)('%s: what is said in %s %s under %s belongs to %s', (account, type, id, dmScope, key) => {
    expect(inSession({ account, type, id, threadId: undefined }, { dmScope }).sessionKey).toBe(key);
  });

  test.each(SCOPES)('under %s no account reaches a session of another one, whatever its ids are', (dmScope) => {
    fc.assert(
      fc.property(anySaid, anySaid, (one, other) => {
        fc.pre(lower(one) !== lower(other));
        // The default account's own people share what its configuration lets them share.
        fc.pre(one.account !== other.account || one.account !== 'default');
        const keys = [one, other].map((said) => inSession(said, { dmScope }).sessionKey);
        expect(keys[0]).not.toBe(keys[1]);
      }),
      { numRuns: 5_000, seed: 61 },
    );
  });

  test('another account is never in the main session, which a binding or the configuration makes of rooms', () => {
    const session = { dmScope: 'main', groupScope: 'main' };
    for (const type of ['direct', 'channel'] as const) {
      const said = { account: 'work', type, id: 'X', threadId: undefined };
      expect(inSession(said, session).sessionKey).toContain('work');
    }
  });

  test('OpenClaw’s own messages belong to the session in which people answer', () => {
    fc.assert(
      fc.property(anySaid, fc.constantFrom(...SCOPES), (said, dmScope) => {
        const cfg = { ...configOf({ accounts: { work: {} } }), session: { dmScope } };
        const there = inSession({ ...said, threadId: undefined }, { dmScope });
        const route = messagingVia(async () => expect.unreachable()).resolveOutboundSessionRoute?.({
          cfg,
          agentId: 'main',
          accountId: said.account,
          target: there.to,
        });
        expect(route).toMatchObject({ sessionKey: there.sessionKey, from: there.from, to: there.to });
      }),
      { numRuns: 2_000, seed: 62 },
    );
  });
});
