import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { describe, expect, test } from 'vitest';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { noteAsked } from '../../../gateway-endpoint/src/interactions/asked-here.ts';
import { approveByWords } from '../../../gateway-endpoint/src/turn/approve-by-words.ts';
import { aMessage } from '../event.ts';
import { openClickable } from '../interactions/clickable.ts';
import { configOf } from '../services.ts';
import { openRequests } from './open-requests.ts';

interface Wanted {
  readonly section?: object;
  readonly openclaw?: ReturnType<typeof openRequests>;
  readonly warnings?: string[];
}

const ALICE = { execApprovals: { approvers: ['Alice1'] } };

/** What the person reads who has written this. */
function answerTo(text: string, { section = ALICE, openclaw = openRequests({}), warnings = [] }: Wanted = {}) {
  const cfg: OpenClawConfig = configOf(section);
  const { interactions } = openClickable();
  const log = { info: () => undefined, warn: (line: string) => void warnings.push(line) };
  const services = { interactions, clock: () => 0, log };
  const situation = { cfg, account: resolveAccount(cfg, 'default') };
  return openclaw.within(() => approveByWords(text, aMessage(), situation, services));
}

test.each([
  [{ execApprovals: { approvers: ['Bob1'] } }, /^Only an approver/],
  [{}, /^Nobody can decide this yet: no approvers are named in channels\.rocketchat\.execApprovals\.approvers/],
])('[F18] who is no approver reads why, whatever they wrote: %j', async (section, answer) => {
  expect(await answerTo('/approve', { section })).toMatch(answer);
});

test.each(['/approve', '/approve 1', '/approve deny', '/approve 1 perhaps', '/approve 1 deny please'])(
  '[F18] an approver reads how to write what is missing in %j',
  async (text) => {
    expect(await answerTo(text)).toMatch(/^Write `!approve <id> allow-once`/);
  },
);

test('[F18] a request of which nobody was asked here is not open', async () => {
  noteAsked('another', 'elsewhere-1');
  const openclaw = openRequests({ 'elsewhere-1': { kind: 'exec' } });
  expect(await answerTo('/approve elsewhere-1 deny', { openclaw })).toMatch(/^I know no open request with this id/);
  expect(openclaw.asked).toEqual([]);
});

test('[F18] a beginning that several requests have is not enough', async () => {
  noteAsked('default', 'words-1');
  noteAsked('default', 'words-2');
  expect(await answerTo('/approve words deny')).toMatch(/^More than one request begins with this id/);
});

describe('[F18] an approver decides in words, and reads what they have decided', () => {
  test.each([
    ['exec', 'allow-once', 'Allowed once.'],
    ['plugin', 'always', 'Allowed, now and always.'],
    ['system-agent', 'deny', 'Denied.'],
  ] as const)('a request of the kind %s, by the beginning of its id: %s', async (kind, word, answer) => {
    const id = `decided-${kind}`;
    noteAsked('default', id);
    const openclaw = openRequests({ [id]: { kind } });
    expect(await answerTo(`/approve ${id.slice(0, -1)} ${word}`, { openclaw })).toBe(answer);
    const decision = word === 'always' ? 'allow-always' : word;
    expect(openclaw.requests[id]).toEqual({ kind, decided: decision });
  });

  test('OpenClaw learns who has decided, in which account', async () => {
    noteAsked('default', 'reviewed-1');
    const openclaw = openRequests({ 'reviewed-1': { kind: 'exec' } });
    await answerTo('/approve reviewed-1 deny', { openclaw });
    expect(openclaw.reviewers).toEqual([{ channel: 'rocketchat', accountId: 'default', senderId: 'Alice1' }]);
    expect(openclaw.names).toEqual(['@alice']);
  });

  test.each([
    ['exec', 'deny', 'deny', 'Denied.'],
    ['exec', 'allow-once', 'deny', 'Someone has already decided this request in another way.'],
    ['system-agent', 'deny', 'deny', 'Denied.'],
    ['system-agent', 'allow-once', 'deny', 'Someone has already decided this request in another way.'],
    ['system-agent', 'ended', 'deny', /^I know no open request with this id. It may have expired/],
  ] as const)('%s, after it was %s: %s', async (kind, decided, decision, answer) => {
    const id = `after-${kind}-${decided}`;
    noteAsked('default', id);
    const openclaw = openRequests({ [id]: { kind, decided } });
    expect(await answerTo(`/approve ${id} ${decision}`, { openclaw })).toMatch(answer);
    expect(openclaw.requests[id]).toEqual({ kind, decided });
  });

  test('that OpenClaw no longer knows is not open, and each kind is asked once', async () => {
    noteAsked('default', 'forgotten-1');
    const openclaw = openRequests({});
    expect(await answerTo('/approve forgotten-1 deny', { openclaw })).toMatch(/^I know no open request with this id/);
    expect(openclaw.asked).toEqual([
      { method: 'exec.approval.resolve', id: 'forgotten-1', decision: 'deny' },
      { method: 'plugin.approval.resolve', id: 'forgotten-1', decision: 'deny' },
      { method: 'approval.resolve', id: 'forgotten-1', kind: 'system-agent', decision: 'deny' },
    ]);
  });

  test('that OpenClaw cannot take has a reference, which the log has beside the cause', async () => {
    noteAsked('default', 'failing-1');
    const openclaw = openRequests({}, new Error('the gateway is shutting down'));
    const warnings: string[] = [];
    const answer = await answerTo('/approve failing-1 deny', { openclaw, warnings });
    expect(answer).toMatch(/^I couldn't pass on your decision \(ref [0-9a-f]{6}\)\. Please try again\.$/);
    const [ref] = /ref \w+/.exec(answer) ?? [];
    expect(warnings).toEqual([
      `event message.sent:M1: the decision was not taken (${ref}): Error: the gateway is shutting down`,
    ]);
    // Nothing else is tried: the first kind may have taken it.
    expect(openclaw.asked).toHaveLength(1);
  });
});
