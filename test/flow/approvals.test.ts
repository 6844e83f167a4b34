// Long: each approval is asked for by a turn of the agent, which waits until somebody has decided.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { cardsIn, elementsOf } from './cards.ts';
import { BOT, connectWorkspace } from './connected-workspace.ts';
import { openLiveConfig } from './live-config.ts';
import { openclaw } from './openclaw.ts';
import { askedOf, part } from './part.ts';

const WAIT = { timeout: 50_000, interval: 30 };
const ROOM = '#general';
const ROOM_ID = 'GENERAL';
const REQUEST = 'Approval required';

let workspace: Workspace;
let live: Awaited<ReturnType<typeof openLiveConfig>>;

beforeAll(async () => {
  workspace = await connectWorkspace('deno', 'buttons');
  live = await openLiveConfig();
});

beforeEach(() => void workspace.store.ephemerals.splice(0));
afterEach(() => live.restore());

afterAll(async () => {
  await workspace?.stop();
});

const { posts, now, nextCard, click, said, whispered } = cardsIn(() => workspace, WAIT);
const shows = (post: MessageRecord, text: string) =>
  vi.waitFor(() => {
    expect(now(post).msg).toContain(text);
    expect(elementsOf(now(post))).toEqual([]);
  }, WAIT);

/** The open request in the room, or in somebody’s direct messages with the bot. */
const request = (where: 'room' | 'direct'): Promise<MessageRecord> =>
  nextCard(({ rid, msg }) => (rid === ROOM_ID) === (where === 'room') && msg.includes(REQUEST));

const shortIdIn = ({ msg }: MessageRecord) => /ID: (\S+)/.exec(msg)?.[1]?.slice(0, 8) ?? '';

/** Bob has the agent want to run a command. */
async function asks(after: string): Promise<string> {
  const run = { command: 'uname -s', ask: 'always' };
  const words = await part({ calls: [{ tool: 'exec', arguments: run }] }, after);
  await workspace.client('bob').say(ROOM, `@${BOT} ${words}`);
  return words;
}

const ran = async (words: string) => ((await askedOf(words)).at(-1)?.toolResults.join('\n') ?? '').includes('Linux');

const requestsTo = (target: string) =>
  live.change(({ accounts }) => {
    accounts['buttons'] = { ...accounts['buttons'], execApprovals: { target } };
  });

describe('[F18] an approval that bob needs, and alice gives', () => {
  test('is asked of alice directly and in the room, and says who was asked; her click ends both', async () => {
    const words = await asks('it ran, by a click');
    const [there, direct] = [await request('room'), await request('direct')];
    for (const { msg } of [there, direct]) {
      expect(msg).toContain('```sh\nuname -s\n```');
      expect(msg).toContain('@\u200bbob asked for it in');
      expect(msg).toContain('I asked @\u200balice. The request is open for 30 minutes.');
      expect(msg).toContain(`write \`!approve ${shortIdIn(there)} allow-once\``);
      expect(msg).not.toMatch(/(?<!openclaw )\/approve/);
    }
    expect(direct.mentions ?? []).toEqual([]);
    await click('bob', there, 'Allow Once');
    await whispered('bob', /^Only an approver can decide this/);
    await click('alice', direct, 'Allow Once');
    await shows(direct, '✓ **Allow Once** — @\u200balice');
    await shows(there, '✓ **Decided: allowed once, by @\u200balice**');
    await said('it ran, by a click');
    expect(await ran(words)).toBe(true);
    expect(posts().filter(({ msg }) => /Reply with|Exec approval|Resolved by/.test(msg))).toEqual([]);
  });

  test('is asked of her alone with `target: "dm"`, and bob reads it', async () => {
    await requestsTo('dm');
    const words = await asks('it was denied');
    const direct = await request('direct');
    const notice = await vi.waitFor(() => {
      const found = posts().findLast(({ rid, msg }) => rid === ROOM_ID && msg.startsWith('This needs an approval'));
      if (!found) throw new Error('bob reads nothing');
      return structuredClone(found);
    }, WAIT);
    expect(notice.msg).toContain('I asked @\u200balice. The request is open for 30 minutes.');
    expect(notice.msg).not.toContain('uname');
    await click('alice', direct, 'Deny');
    await shows(direct, '✓ **Deny** — @\u200balice');
    await shows(notice, '✓ **Decided: denied, by @\u200balice**');
    await said('it was denied');
    expect(await ran(words)).toBe(false);
  });

  test('is asked in the room alone with `target: "channel"`', async () => {
    await requestsTo('channel');
    const before = posts().filter(({ rid, msg }) => rid !== ROOM_ID && msg.includes(REQUEST)).length;
    await asks('it was asked here');
    const there = await request('room');
    await click('alice', there, 'Deny');
    await said('it was asked here');
    expect(posts().filter(({ rid, msg }) => rid !== ROOM_ID && msg.includes(REQUEST))).toHaveLength(before);
  });

  test.each<[string, string, (line: string) => Promise<unknown>]>([
    ['!approve, directly', 'deny', (line) => workspace.client('alice').say(`@${BOT}`, `!approve ${line}`)],
    ['!approve in the room', 'allow-once', (line) => workspace.client('alice').say(ROOM, `!approve ${line}`)],
    ['/openclaw approve', 'allow-once', (line) => workspace.client('alice').command(ROOM, `/openclaw approve ${line}`)],
  ])('is given by %s, and bob’s words give nothing', async (how, decision, says) => {
    const words = await asks(`after ${how}`);
    const [there, direct] = [await request('room'), await request('direct')];
    const id = shortIdIn(there);
    await workspace.client('bob').say(ROOM, `!approve ${id} allow-once`);
    await whispered('bob', /^Only an approver can decide this/);
    await says(`${id} ${decision}`);
    await whispered('alice', decision === 'deny' ? /^Denied/ : /^Allowed once/);
    await said(`after ${how}`);
    expect(await ran(words)).toBe(decision === 'allow-once');
    for (const post of [there, direct]) await shows(post, 'by @\u200balice**');
    await says(`${id} allow-always`);
    await whispered('alice', /no open request|already decided/);
  });

  test('keeps no other command of bob’s waiting', async () => {
    await asks('it was denied in the end');
    const [there, direct] = [await request('room'), await request('direct')];
    await workspace.client('bob').say(ROOM, '!help');
    await vi.waitFor(
      () => expect(posts().map(({ msg }) => msg)).toContainEqual(expect.stringMatching(/^Commands: /)),
      WAIT,
    );
    expect(elementsOf(now(there))).not.toEqual([]);
    await click('alice', direct, 'Deny');
    await said('it was denied in the end');
  });

  test('is withdrawn when bob stops his run: nobody can decide it then, and nothing runs', async () => {
    const words = await asks('this is not said');
    const [there, direct] = [await request('room'), await request('direct')];
    await workspace.client('bob').say(ROOM, '!stop');
    for (const post of [there, direct]) await shows(post, 'Expired: the request was withdrawn');
    await workspace.client('alice').say(`@${BOT}`, `!approve ${shortIdIn(there)} allow-once`);
    await whispered('alice', /no open request|already decided/);
    await workspace.client('bob').say(ROOM, `@${BOT} ${await part('I go on with this')}`);
    await said('I go on with this');
    expect(await ran(words)).toBe(false);
    expect(posts().map(({ msg }) => msg)).not.toContain('this is not said');
  });
});

/** The agent's own requests are open for half an hour; others name their time, and take the same way. */
describe('[F18] a request that nobody decides in time', { timeout: 150_000 }, () => {
  const asked = () =>
    openclaw(
      ...['gateway', 'call', 'exec.approval.request', '--json', '--timeout', '60000', '--params'],
      JSON.stringify({
        ...{ command: 'uname -r', agentId: 'careful', timeoutMs: 8_000 },
        ...{ turnSourceChannel: 'rocketchat', turnSourceTo: `channel:${ROOM_ID}`, turnSourceAccountId: 'buttons' },
      }),
    );

  test('says so wherever it stands, and no longer has buttons', async () => {
    const call = asked();
    const [there, direct] = [await request('room'), await request('direct')];
    for (const post of [there, direct]) await shows(post, 'Expired: nobody decided in time');
    expect((await call).stdout).toContain('"decision": null');
    await workspace.client('alice').say(`@${BOT}`, `!approve ${shortIdIn(there)} allow-once`);
    await whispered('alice', /no open request|already decided/);
  });

  test('says so to the person who waits, with `target: "dm"` as well', async () => {
    await requestsTo('dm');
    const call = asked();
    const direct = await request('direct');
    const notice = await vi.waitFor(() => {
      const found = posts().findLast(({ rid, msg }) => rid === ROOM_ID && msg.startsWith('This needs an approval'));
      if (!found || found.msg.includes('Decided')) throw new Error('nobody reads that it waits');
      return structuredClone(found);
    }, WAIT);
    for (const post of [notice, direct]) await shows(post, 'Expired: nobody decided in time');
    await call;
  });
});
