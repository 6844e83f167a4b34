import { randomBytes } from 'node:crypto';
import { writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { aMessage } from '../gateway-endpoint/event.ts';
import { type FakeApp, startFakeApp } from '../gateway-endpoint/fake-app.ts';
import { openLiveConfig, type Section } from './live-config.ts';

/** Two accounts of the shared gateway, added while it runs, and taken away at the end. */
const { url } = inject('gateway');
const ACCOUNTS = ['one', 'two'] as const;
type Name = (typeof ACCOUNTS)[number];
type Told = Parameters<typeof aMessage>[0];

let config: Awaited<ReturnType<typeof openLiveConfig>>;
const apps = new Map<Name, FakeApp>();

const appOf = (name: Name): FakeApp => {
  const app = apps.get(name);
  if (!app) throw new Error(`no app ${name}`);
  return app;
};

beforeAll(async () => {
  config = await openLiveConfig();
  const added: Section['accounts'] = {};
  for (const name of ACCOUNTS) {
    const secret = writeSecret(randomBytes(32));
    const app = await startFakeApp({ secret, accountId: name });
    apps.set(name, app);
    added[name] = { baseUrl: app.url, sharedSecret: secret };
  }
  await config.change((section) => Object.assign(section.accounts, added));
  await Promise.all(ACCOUNTS.map((name) => isServed(name)));
});

afterAll(async () => {
  await config?.restore();
  for (const app of apps.values()) await app.stop();
});

async function isServed(name: Name): Promise<void> {
  await vi.waitFor(
    async () => expect((await fetch(`${url}/rocketchat/${name}/events`, { method: 'POST' })).status).toBe(401),
    { timeout: 30_000, interval: 200 },
  );
}

let serial = 0;

/** Posts of an app in a room, a pairing code among them. */
const postsIn = (app: FakeApp, roomId: string) =>
  app.posts().filter((post) => post.command === 'post' && 'roomId' in post && post.roomId === roomId);

/**
 * Says something in a place of its own and waits for what becomes of it.
 *
 * @param patienceMs how long the door may ask to come back later, as it does while accounts start anew
 */
async function say(name: Name, told: Told, patienceMs = 0): Promise<string> {
  const app = appOf(name);
  const count = ++serial;
  const room = { id: `Live-${name}-${count}`, ...told?.room };
  const id = `Live${count}`;
  const before = postsIn(app, room.id).length;
  const push = async () => expect((await app.push(url, [aMessage({ ...told, id, room })])).status).toBe(202);
  await (patienceMs > 0 ? vi.waitFor(push, { timeout: patienceMs, interval: 50 }) : push());
  return vi.waitFor(
    () => {
      const [, reason] = new RegExp(`event message\\.sent:${id}: no turn: ([\\w-]+)`).exec(config.log()) ?? [];
      if (reason) return reason;
      // A code may be there before the line that says why it was sent.
      const answers = postsIn(app, room.id).slice(before);
      if (answers.some((post) => !('text' in post && post.text.includes('pairing approve')))) return 'answered';
      throw new Error(`nothing has become of ${id} yet`);
    },
    { timeout: 30_000, interval: 50 },
  );
}

/** Sets the policy of account one, beside its address and its secret. */
async function set(policy: object): Promise<void> {
  await config.change(({ accounts }) => {
    const { baseUrl, sharedSecret } = accounts['one'] ?? {};
    accounts['one'] = { baseUrl, sharedSecret, ...policy };
  });
}

const direct: Told = { room: { type: 'direct', name: '' }, mentioned: false, text: 'hello' };
const mention: Told = { text: '@openclaw hello' };
const quiet: Told = { mentioned: false, text: 'hello' };
const LISTED = 'LiveListedRoom001';

describe('a policy that is changed while the gateway runs', () => {
  test.each<[string, object, Told, string]>([
    ['dmPolicy', { dmPolicy: 'disabled' }, direct, 'direct-disabled'],
    ['dmPolicy and allowFrom', { dmPolicy: 'allowlist', allowFrom: ['Alice1'] }, direct, 'answered'],
    ['allowFrom', { dmPolicy: 'allowlist', allowFrom: ['Bob1'] }, direct, 'sender-not-allowed'],
    ['groupPolicy', { groupPolicy: 'open' }, mention, 'answered'],
    ['groupPolicy, closed', { groupPolicy: 'disabled' }, mention, 'rooms-disabled'],
    ['groupAllowFrom', { groupAllowFrom: ['Alice1'] }, mention, 'answered'],
    ['rooms', { rooms: { [LISTED]: { allow: true } } }, { ...mention, room: { id: LISTED } }, 'answered'],
    ['rooms, another', { rooms: { Another: { allow: true } } }, mention, 'room-not-allowed'],
    ['requireMention', { groupPolicy: 'open', requireMention: false }, quiet, 'answered'],
    ['chatmode', { groupPolicy: 'open', chatmode: 'oncall' }, quiet, 'not-mentioned'],
    [
      'oncharPrefixes',
      { groupPolicy: 'open', chatmode: 'onchar', oncharPrefixes: ['?'] },
      { ...quiet, text: '?hello' },
      'answered',
    ],
    ['commandPrefix', { groupPolicy: 'open', commandPrefix: '.' }, { ...quiet, text: '.statu' }, 'unknown-command'],
    [
      'commandAllowFrom',
      { groupPolicy: 'open', commandAllowFrom: ['Bob1'] },
      { ...quiet, text: '!stop' },
      'command-not-authorized',
    ],
    ['allowBots', { groupPolicy: 'open', allowBots: false }, { ...mention, actor: { type: 'bot' } }, 'another-bot'],
  ])('%s counts for the next message', async (_key, policy, told, expected) => {
    await set(policy);
    expect(await say('one', told)).toBe(expected);
  });

  test('the door stays open meanwhile, and nothing is started anew', async () => {
    const starts = ACCOUNTS.map((name) => config.starts(name));
    const statuses = new Set<number>();
    const change = (async () => {
      for (const dmPolicy of ['disabled', 'pairing', 'disabled']) await set({ dmPolicy });
    })();
    let isOver = false;
    change.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      const event = aMessage({ id: `Door${++serial}`, ...quiet, room: { id: 'LiveDoor' } });
      statuses.add((await appOf('one').push(url, [event])).status);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await change;
    expect([...statuses]).toEqual([202]);
    expect(ACCOUNTS.map((name) => config.starts(name))).toEqual(starts);
  });
});

describe('accounts', () => {
  test('an address that changes starts its account anew and no other', async () => {
    const [one, two] = ACCOUNTS.map((name) => config.starts(name));
    await config.change(({ accounts }) => {
      Object.assign(accounts['one'] ?? {}, { baseUrl: `${appOf('one').url}/` });
    });
    await vi.waitFor(() => expect(config.starts('one')).toBe(Number(one) + 1), { timeout: 20_000 });
    await isServed('one');
    expect(config.starts('two')).toBe(two);
  });

  test('do not hear each other’s people and rooms', async () => {
    for (const name of ACCOUNTS) appOf(name).roomsByName.set('shared-name', LISTED);
    await set({
      dmPolicy: 'allowlist',
      allowFrom: ['Alice1'],
      rooms: { 'shared-name': { allow: true } },
    });
    const inRoom = (id: string): Told => ({ ...mention, room: { id, name: 'shared-name' } });
    expect(await say('one', direct)).toBe('answered');
    expect(await say('two', direct)).toBe('pairing-required');
    expect(await say('one', inRoom(LISTED))).toBe('answered');
    expect(await say('two', inRoom(LISTED))).toBe('nobody-allowed');
  });

  test('inherit from the root, and not from the default account', async () => {
    await config.change((section) => {
      section['groupPolicy'] = 'open';
      section.accounts['default'] = { enabled: false, chatmode: 'onmessage' };
    });
    // An account more starts all of them anew.
    expect(await say('two', mention, 60_000)).toBe('answered');
    expect(await say('two', quiet, 60_000)).toBe('not-mentioned');
  });
});
