// Long: a gateway of its own, whose rooms answer one after the other.
import { readdirSync } from 'node:fs';
import { upsertChannelPairingRequest } from 'openclaw/plugin-sdk/conversation-runtime';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { storeFolder } from '../../gateway-endpoint/src/store/folder.ts';
import { aMessage, aPast } from '../gateway-endpoint/event.ts';
import { aClick } from '../gateway-endpoint/interactions/clickable.ts';
import { OLD_NAMES, writeMore, writeOldState } from '../gateway-endpoint/store/old-state.ts';
import { report } from '../promises.ts';
import { type AppAndGateway, prepareGateway } from './app-and-gateway.ts';

/** The messages of one room are answered one after the other, and a busy machine takes ten seconds for each. */
const WAIT = { timeout: 150_000, interval: 100 };
const SLOW = { timeout: 200_000 };
const MORE = { pending: 20, interrupted: 20, polls: 10, pairings: 0 };

/** The recorded messages that wait, the one whose turn was interrupted among them, and twenty more. */
const QUESTIONS = [
  'the second',
  'the third, corrected',
  'the fourth',
  'hello',
  'in a thread',
  ...Array.from({ length: MORE.pending }, (_, n) => `more-${n}-end`),
];

describe('[L6] a gateway that finds what 0.1.0 left a minute ago', SLOW, () => {
  let own: AppAndGateway;
  /** The code that Carol got from the gateway of then. Dave got one too. */
  let code: string;

  beforeAll(async () => {
    own = await prepareGateway(QUESTIONS, {
      dmPolicy: 'pairing',
      groupPolicy: 'open',
      allowFrom: ['Alice1', 'Bob1'],
    });
    const folder = storeFolder(own.stateDir);
    const endedAt = Date.now() - 60_000;
    writeOldState(folder, OLD_NAMES, endedAt);
    writeMore(folder, MORE);
    const env = { ...process.env, OPENCLAW_STATE_DIR: own.stateDir };
    const pair = (id: string) => upsertChannelPairingRequest({ channel: 'rocketchat', accountId: 'default', id, env });
    ({ code } = await pair('Carol1'));
    await pair('Dave1');
    // As it was corrected.
    own.app.past.set('Room1', [aPast('waits-1', endedAt, { text: '@openclaw the third, corrected', mentioned: true })]);
    await own.start();
    expect(readdirSync(folder).filter((name) => name.endsWith('.sqlite'))).toEqual(['account-default.sqlite']);
  }, 180_000);
  afterAll(() => own?.stop());

  /** Again while it is refused, as the app does it: OpenClaw starts an account anew when its first owner is let in. */
  const push = (...events: Parameters<AppAndGateway['app']['push']>[1]) =>
    vi.waitFor(async () => expect((await own.app.push(own.gateway().url, events)).status).toBe(202), WAIT);

  test('answers once all that waited', async () => {
    const isOnce = ([, { asked, answered }]: [string, { asked: number; answered: number }]) =>
      asked === 1 && answered === 1;
    const others = () => Object.entries(own.counts()).filter((each) => !isOnce(each));
    await vi.waitFor(() => expect(others()).toEqual([]), WAIT).catch(() => undefined);
    const tried = QUESTIONS.length;
    report({ where: 'taken over', what: 'what waited is answered once', tried, held: tried - others().length });
    expect(others()).toEqual([]);
  });

  test('counts on in an open poll', async () => {
    await push(
      aClick('Y2FyZC0xLmNhcmQtMS5jYQ.0', { by: 'Bob1', roomId: 'Room1', messageId: 'Post5', id: 'after-the-upgrade' }),
    );
    const shown = () => own.app.asked('update').filter(({ messageId }) => messageId === 'Post5');
    await vi.waitFor(() => expect(shown().at(-1)?.text).toMatch(/Soup — \*+2\*+ \(100 %\)/), WAIT);
  });

  test('lets in those who got a code, tells them once, and gives nobody a second code', async () => {
    const approved = await own.gateway().cli(['pairing', 'approve', 'rocketchat', code]);
    expect(approved, approved.stderr).toMatchObject({ code: 0 });
    const toCarol = () => own.app.posts().filter(({ roomId }) => roomId === 'Direct2');
    await vi.waitFor(() => expect(toCarol()).toMatchObject([{ text: /approved/ }]), WAIT);
    const direct = { room: { id: 'Direct3', type: 'direct', name: '' }, mentioned: false } as const;
    await push(aMessage({ id: 'again', text: 'please?', ...direct, actor: { id: 'Dave1', username: 'dave' } }));
    await vi.waitFor(() => expect(own.app.notes().map(({ userId }) => userId)).toContain('Dave1'), WAIT);
    expect(own.app.posts().filter(({ roomId }) => roomId === 'Direct3')).toEqual([]);
    expect(toCarol()).toHaveLength(1);
  });
});
