import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { PlatformMessageNotDispatchedError } from 'openclaw/plugin-sdk/error-runtime';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { afterEach, describe, expect, test } from 'vitest';
import { type Running, running } from '../../../../gateway-endpoint/src/account/running.ts';
import { setRuntime } from '../../../../gateway-endpoint/src/host/runtime.ts';
import { asksApprovers, delivery, native } from '../../../../gateway-endpoint/src/plugin/approvals/approval-routes.ts';
import { nativeRuntime } from '../../../../gateway-endpoint/src/plugin/approvals/native-approvals.ts';
import type { Outgoing } from '../../../../gateway-endpoint/src/reply/outgoing.ts';
import { aClient, configOf } from '../../services.ts';

const ID = '1a2b3c4d-0000-4000-8000-000000000000';
const NAMES: Record<string, string> = { Alice1: 'alice', Bob1: 'bob' };
const OWNED = { execApprovals: { approvers: ['Alice1'] } };

type From = Partial<Record<'turnSourceChannel' | 'turnSourceTo' | 'turnSourceAccountId' | 'agentId', string>>;

const requestFrom = (from: From = {}) => ({
  id: ID,
  request: {
    command: 'uname -s',
    turnSourceChannel: 'rocketchat',
    turnSourceTo: 'channel:Room1',
    turnSourceAccountId: 'default',
    ...from,
  },
  createdAtMs: 0,
  expiresAtMs: 30 * 60_000,
});

function configured(section: object): OpenClawConfig {
  const cfg = configOf(section);
  setRuntime({
    config: { current: () => cfg },
    logging: { getChildLogger: () => ({ info() {}, warn() {}, error() {}, debug() {} }) },
  } as unknown as PluginRuntime);
  return cfg;
}

afterEach(() => running.clear());

describe('[F18] [S7] an account asks its approvers', () => {
  test.each<[string, object, From, boolean]>([
    ['for what was asked for in its rooms', OWNED, {}, true],
    ['for nothing while nobody approves', {}, {}, false],
    ['for nothing of another account', OWNED, { turnSourceAccountId: 'work' }, false],
    ['for nothing of another channel', OWNED, { turnSourceChannel: 'slack' }, false],
    ['for nothing of the agents named', { execApprovals: { ...OWNED.execApprovals, agentFilter: ['a'] } }, {}, false],
    [
      'for the agents that it names',
      { execApprovals: { ...OWNED.execApprovals, agentFilter: ['a'] } },
      { agentId: 'a' },
      true,
    ],
    ['for nothing where it is off', { ...OWNED, enabled: false }, {}, false],
  ])('%s', (_what, section, from, expected) => {
    const cfg = configured(section);
    const request = requestFrom(from);
    expect(asksApprovers('default', request)).toBe(expected);
    const target = { channel: 'rocketchat', to: 'channel:Room1', accountId: 'default' };
    const suppresses = (source: 'session' | 'target') =>
      delivery.shouldSuppressForwardingFallback?.({
        cfg,
        approvalKind: 'exec',
        target: { ...target, source },
        request,
      });
    expect(suppresses('session')).toBe(expected);
    expect(suppresses('target')).toBe(false);
    const asked = native.resolveApproverDmTargets?.({ cfg, accountId: 'default', approvalKind: 'exec', request });
    expect(asked).toEqual(expected ? [{ to: 'user:Alice1' }] : []);
  });
});

/** Posts the request as OpenClaw has it posted, and ends it. */
async function posted(
  section: object,
  surface: 'origin' | 'approver-dm',
  to: string,
  threadId?: string,
  isGone = false,
) {
  const cfg = configured(section);
  const sent: Outgoing[] = [];
  let gone = isGone ? 1 : 0;
  const settled: string[] = [];
  const updates: object[] = [];
  running.set('default', {
    client: aClient((command: { command: string; query?: string }) => {
      if (command.command === 'update') updates.push(command);
      if (command.command === 'findRooms') return { rooms: [{ id: 'Room1', name: 'general', type: 'channel' }] };
      const id = command.query ?? '';
      return { users: NAMES[id] ? [{ id, username: NAMES[id] }] : [] };
    }),
    sender: {
      async send(message: Outgoing) {
        if (gone-- > 0)
          throw new PlatformMessageNotDispatchedError('post: room-not-found', { cause: undefined, retryable: false });
        sent.push(message);
        return { roomId: 'R', messageIds: ['P1'] };
      },
    },
    interactions: { settle: async (subject: string, status: string) => void settled.push(`${subject} ${status}`) },
  } as unknown as Running);
  const request = requestFrom();
  const at = { cfg, accountId: 'default', request, approvalKind: 'exec' as const };
  const view = {
    approvalId: ID,
    approvalKind: 'exec' as const,
    phase: 'pending' as const,
    title: '',
    metadata: [],
    commandText: 'uname -s',
    actions: [{ decision: 'allow-once' as const, label: '', style: 'success' as const, command: '' }],
    expiresAtMs: request.expiresAtMs,
  };
  const { presentation, transport } = nativeRuntime;
  const pendingPayload = await presentation.buildPendingPayload({ ...at, nowMs: 0, view });
  const plannedTarget = { surface, target: { to, threadId: threadId ?? null }, reason: 'preferred' as const };
  const prepared = await transport.prepareTarget({ ...at, plannedTarget, view, pendingPayload });
  const preparedTarget = prepared?.target;
  const entry = await transport.deliverPending({ ...at, plannedTarget, preparedTarget, view, pendingPayload });
  const resolved = { id: ID, decision: 'deny' as const, resolvedBy: '@alice', ts: 0 };
  const ended = { ...view, phase: 'resolved' as const, decision: 'deny' as const };
  const result = await presentation.buildResolvedResult({ ...at, resolved, view: ended, entry });
  const payload = 'payload' in result ? result.payload : undefined;
  await transport.updateEntry?.({ ...at, entry, payload, phase: 'resolved' });
  return { key: prepared?.dedupeKey, sent, settled, updates };
}

describe('[F18] a request', () => {
  test.each(['both', 'dm', 'channel'])('with the target %s goes to an approver with buttons', async (target) => {
    const section = { execApprovals: { ...OWNED.execApprovals, target } };
    const { sent, settled, updates } = await posted(section, 'approver-dm', 'user:Alice1');
    expect(sent).toMatchObject([{ to: { userId: 'Alice1' }, card: { parts: [{ kind: 'buttons' }] } }]);
    expect(sent[0]?.text).toContain('in #general');
    expect(sent[0]?.text).toContain('I asked @alice.');
    expect(settled).toEqual([`approval:${ID} Decided: denied, by @alice`]);
    expect(updates).toEqual([]);
  });

  test('stands in the thread that waits for it', async () => {
    const { sent } = await posted(OWNED, 'origin', 'channel:Room1', 'Root1');
    expect(sent).toMatchObject([{ to: { roomId: 'Room1' }, threadId: 'Root1', card: {} }]);
  });

  test('with the target dm is a sentence for the room, and the sentence ends as the request does', async () => {
    const section = { execApprovals: { ...OWNED.execApprovals, target: 'dm' } };
    const { sent, settled, updates } = await posted(section, 'origin', 'channel:Room1');
    expect(sent).toMatchObject([{ to: { roomId: 'Room1' }, text: expect.stringContaining('I asked @alice.') }]);
    expect(sent[0]?.card).toBeUndefined();
    expect(sent[0]?.text).not.toContain('uname');
    expect(settled).toEqual([]);
    expect(updates).toMatchObject([
      { messageId: 'P1', text: expect.stringContaining('✓ **Decided: denied, by @\u200balice**') },
    ]);
  });

  test('of an approver who asked directly comes once, where they asked', async () => {
    const section = { execApprovals: { ...OWNED.execApprovals, target: 'dm' } };
    const origin = await posted(section, 'origin', 'user:Alice1', 'Root1');
    const direct = await posted(section, 'approver-dm', 'user:Alice1');
    expect(origin.sent).toMatchObject([{ threadId: 'Root1', card: {} }]);
    expect(origin.key).toBe(direct.key);
  });

  test('reaches an approver whose direct room was deleted', async () => {
    const { sent } = await posted(OWNED, 'approver-dm', 'user:Alice1', undefined, true);
    expect(sent).toMatchObject([{ to: { userId: 'Alice1' }, card: {} }]);
  });

  test('that comes again is the same post', async () => {
    const [first] = (await posted(OWNED, 'origin', 'channel:Room1')).sent;
    const [again] = (await posted(OWNED, 'origin', 'channel:Room1')).sent;
    expect(first?.keyOf).toMatchObject({ delivery: expect.stringContaining(ID) });
    expect(again?.keyOf).toEqual(first?.keyOf);
  });
});
