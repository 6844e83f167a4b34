// Long: two workspaces with one app each, and pairing by the command line of OpenClaw, which takes seconds to start.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { APPROVAL } from '../../gateway-endpoint/src/texts/en/cards.ts';
import { BOT } from './connected-workspace.ts';
import { align } from './events-tables.ts';
import { type Half, HERE, startTwoWorkspaces, THERE, type TwoWorkspaces, WAIT } from './two-workspaces.ts';

/** Two workspaces with the same ids and names, one gateway, one agent: what of one is found in the other. */
let two: TwoWorkspaces;
let here: Half;
let there: Half;
const columns: [string, number][] = [];

beforeAll(async () => {
  two = await startTwoWorkspaces({ [HERE]: 'node', [THERE]: 'deno' });
  here = two.halves[HERE];
  there = two.halves[THERE];
}, 240_000);

afterAll(async () => {
  await two?.stop();
  const shared = columns.reduce((all, [, count]) => all + count, 0);
  console.log(align([['of two workspaces', 'shared'], ...columns.map(([name, count]) => [name, String(count)])]));
  console.log(`shared: ${shared} of ${columns.length}`);
});

/** The entries of one column of the table. */
function shares(name: string, found: readonly unknown[]): void {
  columns.push([name, found.length]);
  expect(found, name).toEqual([]);
}

const DIRECT = `@${BOT}`;
const both = () => [here, there];
const has = (words: string) => (each: object | string) => JSON.stringify(each).includes(words);
const configFile = () => path.join(two.gateway.folder, 'state', 'openclaw.json');

async function pairs(half: Half, who: string): Promise<string> {
  await half.workspace.client(who).say(DIRECT, 'let me in');
  return vi.waitFor(() => {
    const code = half
      .posts()
      // Other words are of eight signs, too: a random name may begin with eight digits.
      .flatMap(({ msg }) => /pairing approve \S+ ([A-Z0-9]{8})\b/.exec(msg)?.[1] ?? [])
      .at(-1);
    if (!code) throw new Error(`no code in ${JSON.stringify(half.posts().map(({ msg }) => msg))}`);
    return code;
  }, WAIT);
}

describe('two workspaces on one gateway', { timeout: 240_000 }, () => {
  test('[S6] have the same ids for everything', () => {
    const idsOf = ({ workspace: { store } }: Half) => [[...store.rooms.keys()], [...store.users.keys()]];
    expect(idsOf(there)).toEqual(idsOf(here));
    expect(idsOf(here).flat()).toContain('GENERAL');
  });

  test('[S6] sessions, threads, prompts and history are each one’s own', async () => {
    const places = ['#general', DIRECT];
    const secrets = ['amber', 'basalt'];
    const root = 'TheSameThread1234';
    for (const half of both()) await half.says('bob', { _id: root, rid: 'GENERAL', msg: 'a thread' });
    const say = async (half: Half, secret: string) => {
      const thread = { threadId: root, words: `${secret}-thread` };
      const asked = [];
      for (const room of places) asked.push(await half.asks('bob', room, [], { words: `${secret}-${room}` }));
      asked.push(await half.asks('bob', '#general', [], thread));
      return asked;
    };
    await say(here, 'amber');
    const said = await say(there, 'basalt');
    const again = await say(here, 'cobalt');
    const keys = [said, again].map((asked) => asked.map(({ sessionKey }) => sessionKey));
    expect(keys.flat().filter((key) => key === '')).toEqual([]);
    expect(keys[1]).toEqual([
      'agent:main:rocketchat:channel:general',
      'agent:main:main',
      `agent:main:rocketchat:channel:general:thread:${root.toLowerCase()}`,
    ]);
    shares('sessions', keys[0]?.filter((key) => keys[1]?.includes(key)) ?? []);
    shares('prompts', [...said.filter(has('amber')), ...again.filter(has('basalt'))]);
    const pasts = [...said, ...again].map(({ history }, i) =>
      history.filter(has(secrets[i < said.length ? 0 : 1] ?? '')),
    );
    shares('history', pasts.flat());
    // It is not for want of memory.
    expect(again.filter(has('amber'))).toHaveLength(3);
  });

  test('[S6] a vote in one is none in the other', async () => {
    const poll = {
      tool: 'message',
      arguments: { action: 'poll', pollQuestion: 'Lunch?', pollOption: ['Soup', 'Salad'] },
    };
    for (const half of both()) await half.asks('bob', '#general', [{ calls: [poll] }, 'asked']);
    const ours = await here.controls('Lunch?');
    const theirs = await there.controls('Lunch?');
    await there.click('bob', theirs.post, ours.values.get('Soup'));
    await there.click('carol', theirs.post, theirs.values.get('Salad'));
    await vi.waitFor(() => expect(there.workspace.store.messages.get(theirs.post._id)?.msg).toContain('1 vote'), WAIT);
    shares(
      'polls',
      [ours.post, theirs.post].filter((post, i) =>
        both()[i]?.workspace.store.messages.get(post._id)?.msg.includes('Soup — **1**'),
      ),
    );
  });

  test('[S6] an agent that is asked in one does not write in the other', async () => {
    const send = (args: object) => ({ calls: [{ tool: 'message', arguments: { message: 'fluorite', ...args } }] });
    const elsewhere = { target: 'channel:GENERAL', accountId: HERE };
    const poll = { action: 'poll', pollQuestion: 'fluorite?', pollOption: ['a', 'b'], ...elsewhere };
    const { toolResults } = await there.asks('bob', '#general', [
      send({ action: 'send', ...elsewhere }),
      { calls: [{ tool: 'message', arguments: poll }] },
      send({ action: 'read', ...elsewhere }),
      send({ action: 'send', target: `user:${here.idOf('carol')}`, accountId: HERE }),
      send({ action: 'send', target: 'channel:GENERAL' }),
      'tried',
    ]);
    expect(toolResults.slice(0, 2).join('\n')).toMatch(/account does not match/);
    await vi.waitFor(() => expect(there.posts('GENERAL').some(has('fluorite'))).toBe(true), WAIT);
    shares('targets', here.posts().filter(has('fluorite')));
  });

  test('[S6] people read in the same workspace that their message came too late', async () => {
    two.agoMs[THERE] = 20 * 60_000;
    const late = await there.workspace.client('bob').say('#general', `@${BOT} garnet`);
    two.agoMs[THERE] = 0;
    await vi.waitFor(() => expect(there.posts('GENERAL').at(-1)?.msg).toMatch(/I was away/), {
      ...WAIT,
      timeout: 120_000,
    });
    expect(late.rid).toBe('GENERAL');
    const next = await here.asks('bob', '#general');
    shares('late mail', [...here.posts().filter(({ msg }) => /I was away/.test(msg)), ...[next].filter(has('garnet'))]);
  });

  test('[S7] who is paired in one is not in the other, and its first one is no owner there', async () => {
    const code = await pairs(there, 'carol');
    const approve = ['pairing', 'approve', 'rocketchat', code, '--account', THERE];
    // The gateway may hold the state when the command wants to change it.
    await vi.waitFor(async () => {
      const { code, stdout, stderr } = await two.gateway.cli(approve);
      if (code !== 0) throw new Error(`not approved: ${stdout}${stderr}`);
    }, WAIT);
    await vi.waitFor(() => expect(there.posts().some(({ msg }) => msg.includes('approved'))).toBe(true), WAIT);
    await there.asks('carol', DIRECT);
    await pairs(here, 'carol');
    shares('pairing', two.received.filter(has('let me in')));
    const { commands } = JSON.parse(readFileSync(configFile(), 'utf8')) as { commands?: { ownerAllowFrom?: string[] } };
    expect(commands?.ownerAllowFrom).toEqual([`rocketchat:${THERE}/${there.idOf('carol')}`]);
  });

  test('[S21] people whose direct conversations share a session are answered each in their own', async () => {
    const until = `let-go-${randomUUID()}`;
    const answers = async (who: string) => {
      const { _id } = await here.workspace.client(who).directRoomWith(BOT);
      return here.posts(_id).flatMap(({ msg }) => /^\w+ for \w+$/.exec(msg) ?? []);
    };
    const [bobs, alices] = [
      await here.asks('bob', DIRECT, [{ text: 'topaz for bob', until }]),
      here.asks('alice', DIRECT, ['opal for alice']),
    ];
    await there.asks('bob', '#general', [], { words: until });
    const { sessionKey } = await alices;
    expect(sessionKey).toBe(bobs.sessionKey);
    await vi.waitFor(
      async () =>
        expect([await answers('bob'), await answers('alice')]).toEqual([['topaz for bob'], ['opal for alice']]),
      WAIT,
    );
  });

  test('[S21] one person’s direct messages are not in the prompt of another, once it is set so, and elsewhere in any case', async () => {
    await there.asks('bob', DIRECT, [], { words: 'diamond' });
    expect(has('diamond')(await there.asks('alice', DIRECT))).toBe(false);
    const { stdout: before } = await two.gateway.cli(['channels', 'status', '--json']);
    expect(before).toContain('it may tell one of them what another has said');
    await two.configure({
      session: { dmScope: 'per-account-channel-peer' },
      commands: { ownerAllowFrom: [`rocketchat:${here.idOf('alice')}`] },
    });
    // OpenClaw waits with it until nobody is being answered, so a question now would delay it.
    const isApplied = () => two.gateway.logs().includes('config hot reload applied (commands.ownerAllowFrom');
    await vi.waitFor(() => expect(isApplied()).toBe(true), WAIT);
    await vi.waitFor(async () => {
      const { sessionKey } = await here.asks('bob', DIRECT, [], { words: 'emerald' });
      expect(sessionKey).toBe(`agent:main:rocketchat:${HERE}:direct:${here.idOf('bob').toLowerCase()}`);
    }, WAIT);
    shares('direct conversations', [await here.asks('alice', DIRECT)].filter(has('emerald')));
  });

  test('[S7] the owner of one is nobody in the other', async () => {
    expect(there.idOf('alice')).toBe(here.idOf('alice'));
    const { pid } = two.gateway;
    const asksStatus = async (half: Half) => {
      const before = half.posts().length;
      await half.workspace.client('alice').say(DIRECT, '/whoami');
      await half.workspace.client('alice').say(DIRECT, '/restart');
      await half.workspace.client('alice').say(DIRECT, '!model scripted');
      await half.asks('alice', DIRECT);
      return half
        .posts()
        .slice(before)
        .map(({ msg }) => msg);
    };
    const told = await asksStatus(there);
    expect(there.whispers().join()).toMatch(/command|not allowed/i);
    shares(
      'owners',
      told.filter((msg) => /restart|model set|Model/i.test(msg)),
    );
    process.kill(pid, 0);
    await here.workspace.client('alice').say(DIRECT, '!model local/scripted');
    await vi.waitFor(() => expect(here.posts().at(-1)?.msg).toMatch(/scripted/), WAIT);
  });

  test('[S7] an approval is decided where it was asked', async () => {
    const ran = () => two.received.flatMap(({ toolResults }) => toolResults.filter(has('Linux')));
    const run = { tool: 'exec', arguments: { command: 'uname -s', ask: 'always' } };
    const asked = here.asks('bob', '#general', [{ calls: [run] }, 'it ran']);
    const { post, values } = await here.controls('Approval required');
    const id = /approve (\S+)/.exec(post.msg)?.[1] ?? /\b[0-9a-f]{8}(?:-[0-9a-f-]+)?\b/.exec(post.msg)?.[0] ?? '';
    expect(id).not.toBe('');
    // Alice approves in either, but what is asked here she cannot decide there.
    const { _id: said } = await there.workspace.client('alice').say(DIRECT, `/approve ${id} allow-once`);
    await vi.waitFor(() => expect(there.whispers().join()).toContain(APPROVAL.notOpen), WAIT);
    await vi.waitFor(() => expect(two.gateway.logs().includes(`event message.sent:${said}: command`)).toBe(true), WAIT);
    const theirs = there.posts().at(-1);
    if (!theirs) throw new Error('nothing to click');
    await there.click('alice', theirs, values.get('Allow Once'));
    await vi.waitFor(() => expect(there.whispers().join()).toContain('These buttons have expired'), WAIT);
    shares('approvals', ran());
    await here.click('alice', post, values.get('Allow Once'));
    await asked;
    await vi.waitFor(() => expect(ran()).not.toEqual([]), WAIT);
  });
});
