// Long: every kind of person says every kind of thing, and one is let in from the command line.
import type { Event } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { runCli } from '../../testbed/gateway/cli.ts';
import { isolate } from '../../testbed/gateway/isolation.ts';
import { outcomesOf } from '../flow/outcomes-in-log.ts';
import { openPolicy, type PolicyApp, postIn } from '../flow/policy-app.ts';
import { DEN, OPS, PEOPLE } from '../flow/who-and-where.ts';
import type { Asked } from '../flow/window.ts';
import { aMessage } from '../gateway-endpoint/event.ts';
import { BOT } from '../gateway-endpoint/fake-app.ts';
import { signEvents } from '../gateway-endpoint/keys.ts';
import { report } from '../promises.ts';
import { ATTEMPTS } from './attempts.ts';
import { GUARDED } from './guarded.ts';

/** People the gateway knows well enough to refuse them, at a real gateway. Its door is another suite's. */
const { url, folder, windowUrl } = inject('gateway');
const { alice, bob, eve } = PEOPLE;
const apps = new Map<string, PolicyApp>();
let serial = 0;
let silenced = 0;

beforeAll(async () => {
  for (const name of Object.keys(GUARDED)) apps.set(name, await openPolicy(name));
});
afterAll(async () => {
  for (const app of apps.values()) await app.stop();
});

function appOf(policy: string): PolicyApp {
  const app = apps.get(policy);
  if (!app) throw new Error(`${policy} is no policy of guarded.ts`);
  return app;
}

const newId = () => `slip${++serial}`;

async function outcomeOf(policy: string, event: Event): Promise<string | undefined> {
  await appOf(policy).accept([event]);
  return (await outcomesOf([event.id], folder)).get(event.id);
}

/** The model's prompt for this message. */
async function promptOf(messageId: string): Promise<Asked> {
  return vi.waitFor(
    async () => {
      const all = (await (await fetch(`${windowUrl}/received`)).json()) as Asked[];
      const found = all.find((each) => each.messageId === messageId);
      if (!found) throw new Error(`the model has not been asked about ${messageId}`);
      return found;
    },
    { timeout: 30_000, interval: 50 },
  );
}

test.each(ATTEMPTS)('$policy: $what → $refused', async ({ policy, event, refused }) => {
  expect(await outcomeOf(policy, event(newId()))).toBe(refused);
  silenced++;
});

test('nothing of all that was said reached the model', async () => {
  const all = (await (await fetch(`${windowUrl}/received`)).json()) as Asked[];
  const dispatched = all.filter(({ messageId }) => messageId.startsWith('slip'));
  const note = `signed, each for its own reason; ${dispatched.length} dispatched`;
  report({ where: 'gateway', what: 'people who may not', tried: ATTEMPTS.length, held: silenced, note });
  expect(dispatched).toEqual([]);
});

describe('an event that is not as it should be', () => {
  const good = () => aMessage({ id: newId(), actor: alice });
  test.each<[string, (event: ReturnType<typeof good>) => object]>([
    ['a field that says who may', (event) => ({ ...event, actor: { ...event.actor, isOperator: true } })],
    ['another sender beside the first', (event) => ({ ...event, sender: alice })],
    ['a field that says what is decided', (event) => ({ ...event, admission: 'dispatch' })],
    [
      'a field that says the bot is meant',
      (event) => ({ ...event, message: { ...event.message, wasMentioned: true } }),
    ],
    ['an id with space around it', (event) => ({ ...event, actor: { ...event.actor, id: ' Alice1' } })],
    ['an id with a character of no width', (event) => ({ ...event, actor: { ...event.actor, id: 'Alice1\u200b' } })],
    ['two people for one', (event) => ({ ...event, actor: [eve, alice] })],
    ['a kind of room that there is not', (event) => ({ ...event, room: { ...event.room, type: 'trusted' } })],
  ])('%s is a bad request', async (_what, spoil) => {
    const answer = await appOf('only-alice').push(url, [spoil(good()) as Event]);
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'bad-request' }]);
  });

  test('signed with the key of another account it is nobody’s', async () => {
    const { secret = '' } = inject('gateway').policies['on-mention'] ?? {};
    const payload = JSON.stringify({ v: 1, bot: BOT, events: [good()] });
    const attempt = { now: Date.now(), nonce: crypto.getRandomValues(new Uint8Array(16)) };
    const token = await signEvents(payload, attempt, { secret, accountId: 'only-alice' });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const body = JSON.stringify({ payload });
    const answer = await fetch(`${url}/rocketchat/only-alice/events`, { method: 'POST', headers, body });
    expect([answer.status, await answer.json()]).toEqual([401, { error: 'unauthorized' }]);
  });
});

describe('with something of the bot’s to refer to', () => {
  const thread = 'ThreadOfAlice';
  let post = '';

  beforeAll(async () => {
    const asked = [
      aMessage({ id: newId(), actor: alice, room: { id: 'HomeOfThread' }, threadId: thread }),
      aMessage({ id: newId(), actor: alice, room: { id: 'HomeOfPost' } }),
    ];
    await appOf('only-alice').accept(asked);
    await postIn('HomeOfThread', appOf('only-alice'));
    post = await postIn('HomeOfPost', appOf('only-alice'));
  });

  test.each<[string, () => Parameters<typeof aMessage>[0]]>([
    ['a reply in its thread', () => ({ room: { id: 'HomeOfThread' }, threadId: thread, text: 'go on' })],
    ['a reply to its message', () => ({ room: { id: 'HomeOfPost' }, threadId: post, text: 'go on' })],
    ['a quotation of it', () => ({ text: `[ ](https://chat.example/channel/general?msg=${post}) so?` })],
  ])('%s by somebody who may not talk', async (_what, told) => {
    const event = aMessage({ id: newId(), actor: eve, mentioned: false, ...told() });
    expect(await outcomeOf('only-alice', event)).toBe('sender-not-allowed');
  });

  test('their edits, reactions and deletions leave no line for the agent', async () => {
    const attempts = ATTEMPTS.filter(({ event }) => !event('x').id.startsWith('message.sent'));
    const room = { id: 'RoomOfTheSilenced', name: 'silenced' };
    const events = attempts
      .filter(({ policy }) => policy === 'only-alice')
      .map(({ event }) => ({ ...event(newId()), room: { ...room, type: 'channel' as const } }));
    await appOf('only-alice').accept(events);
    const asked = aMessage({ id: newId(), actor: alice, room });
    expect(await outcomeOf('only-alice', asked)).toBe('turn');
    const { systemEvents, prompt } = await promptOf(asked.message.id);
    expect(events.length).toBeGreaterThanOrEqual(5);
    expect(systemEvents).toEqual([]);
    expect(prompt).not.toMatch(/@eve|Eve1/);
  });
});

describe('a directive inside a message', () => {
  test.each([
    ['on-mention', eve, 'please /model gpt-5 tell me'],
    ['on-mention', eve, 'please /think high /elevated on tell me'],
    ['paired-people', bob, 'please /model gpt-5 tell me'],
    ['paired-people', bob, 'please\n/model gpt-5\ntell me'],
  ])('%s: by %o: %j is only read', async (policy, actor, text) => {
    const said = `@openclaw ${text}`;
    const event = aMessage({ id: newId(), actor, room: { id: `In-${newId()}` }, text: said });
    expect(await outcomeOf(policy, event)).toBe('turn');
    expect((await promptOf(event.message.id)).text).toBe(said);
  });
});

test('a room that somebody has called like the id of an open one stays closed', async () => {
  const app = appOf('one-open-room');
  const room = { id: DEN, name: OPS };
  app.roomsByName.set(OPS, DEN);
  try {
    expect(await outcomeOf('one-open-room', aMessage({ id: newId(), actor: eve, room }))).toBe('room-not-allowed');
    expect(app.asked('findRooms')).toEqual([]);
  } finally {
    app.roomsByName.delete(OPS);
  }
});

describe('who was let in by a code', () => {
  const direct = (policy: string) =>
    outcomeOf(policy, aMessage({ id: newId(), actor: eve, room: { id: 'DmOfEve', type: 'direct', name: '' } }));
  const inRoom = (policy: string) =>
    outcomeOf(policy, aMessage({ id: newId(), actor: eve, room: { id: 'RoomOfEve' } }));

  test('may write directly, and no more than that', async () => {
    expect(await direct('paired-people')).toBe('pairing-required');
    await postIn('DmOfEve', appOf('paired-people'));
    const told = appOf('paired-people')
      .asked('post')
      .find(({ roomId }) => roomId === 'DmOfEve');
    const [, code = ''] = /approve rocketchat (\w+)/.exec(told?.text ?? '') ?? [];
    const approve = ['pairing', 'approve', 'rocketchat', code, '--account', 'paired-people'];
    const { code: status, stdout, stderr } = await runCli(await isolate(folder), approve);
    expect(status, `${told?.text}\n${stdout}\n${stderr}`).toBe(0);

    expect(await direct('paired-people')).toBe('turn');
    const said = () =>
      appOf('paired-people')
        .asked('post')
        .filter(({ roomId }) => roomId === 'DmOfEve');
    await vi.waitFor(() => expect(said(), 'the code, then the answer').toHaveLength(2), { timeout: 30_000 });
    expect(await inRoom('paired-people')).toBe('sender-not-allowed');
    expect(await direct('other-paired-people')).toBe('pairing-required');
  });
});
