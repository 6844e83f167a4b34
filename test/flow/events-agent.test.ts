// Long: each kind of event in each kind of place, in both sandboxes, and a turn of the agent for many of them.
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { peerIn, threadIn } from '../../gateway-endpoint/src/config/account-names.ts';
import type { MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT, connectWorkspace, PEERS, saidByBot } from './connected-workspace.ts';
import { align } from './events-tables.ts';
import { openPlaces, type Place } from './places.ts';
import type { Asked, Session } from './window.ts';
import { isWrittenDown } from './written-down.ts';

const HEAD = `# What the agent sees

Written by \`test/flow/events-agent.test.ts\` from a real OpenClaw gateway with the default settings of the channel and of the app, and
compared with it in every run: \`UPDATE_DOCS=1 npx vitest run --project flow test/flow/events-agent.test.ts\` writes it anew.

A _turn_ is answered. A _line_ stands in the next turn of the same session and asks for no answer. In an empty cell the agent sees nothing:
the event did not leave, or was not for the agent. If an edit or a deletion comes while its message still waits, it changes the message
instead. A message brings its captions and quotations along ([how they read](configuration.md#how-it-is-decided)).

The sessions are those of an account that is not _default_: the account _default_ has ids without its name, in small letters, and keeps
direct messages where _session.dmScope_ says.
`;

type Seen = 'turn' | 'line' | '';
/** By what happened, then by kind of room. */
type Table = Map<string, Map<string, string>>;

/** A place where things have happened, and the ends of the keys of its sessions. */
interface Visited {
  readonly place: Place;
  readonly peer: string;
  readonly thread: string;
}

const tables = new Map<string, Table>();

describe.each(PEERS)('the agent sees ($sandbox sandbox, $how)', ({ sandbox, account, how }) => {
  let workspace: Workspace;
  let places: Place[];
  const table: Table = new Map();
  const note = (what: string, { kind }: Place, seen: string) => {
    table.set(what, (table.get(what) ?? new Map()).set(kind, seen));
  };

  beforeAll(async () => {
    workspace = await connectWorkspace(sandbox, account);
    workspace.settings.E2E_Enable = true;
    places = await openPlaces(workspace);
    tables.set(`${sandbox}, ${how}`, table);
  });
  afterAll(() => workspace?.stop());

  test('a turn for each message to it, and a line for each change of one, in the session of the place', async () => {
    const visited: Visited[] = [];
    for (const place of places.filter(({ isBotIn, kind }) => isBotIn && !isClosed(kind)))
      visited.push(await visit(place));
    // Once for all of them: the command line of OpenClaw takes seconds to start.
    const keys = (await sessions()).map(({ key }) => key);
    for (const each of visited) noteSessions(each, keys);
  }, 240_000);

  test('nothing of rooms that are closed to it', async () => {
    const before = (await received()).length;
    for (const place of places.filter(({ kind }) => isClosed(kind))) {
      await place.say(`@${BOT} behind closed doors`);
      note('a message that mentions the bot', place, '');
    }
    const marker = await workspace.client('carol').say(`@${BOT}`, 'a marker');
    await answerAfter(marker);
    const asked = (await received()).slice(before);
    expect(asked.filter(({ prompt }) => prompt.includes('closed doors'))).toEqual([]);
  });

  async function visit(place: Place): Promise<Visited> {
    const { person: bob, room, kind } = place;
    const isDirect = kind.startsWith('direct');
    const before = (await received()).length;
    const first = await bob.say(room, `@${BOT} first in ${kind}`);
    const answer = await answerAfter(first);
    const question = await askedAbout(first._id);
    note('a message that mentions the bot', place, 'turn');

    const plain = await bob.say(room, `plain in ${kind}`);
    if (isDirect) await answerAfter(plain);
    note('a message', place, isDirect ? 'turn' : '');
    if (!isDirect) {
      await bob.edit(plain._id, `@${BOT} no longer plain in ${kind}`);
      await answerAfter(plain, { since: new Date() });
    }
    note('an edit that adds a mention to what was not answered', place, isDirect ? '' : 'turn');

    await bob.edit(first._id, `@${BOT} corrected-words in ${kind}`);
    await bob.react(answer._id, ':tada:', true);
    await bob.react(answer._id, ':tada:', false);
    const gone = await bob.say(room, `@${BOT} soon gone in ${kind}`);
    await answerAfter(gone);
    await bob.delete(gone._id);
    const next = await bob.say(room, `@${BOT} next in ${kind}`);
    await answerAfter(next);

    const bytes = new TextEncoder().encode(`contents of the plan in ${kind}`);
    const file = await bob.upload(room, { name: 'plan.txt', type: 'text/plain', bytes }, `@${BOT} read the plan`);
    await answerAfter(file);
    expect((await askedAbout(file._id)).prompt).toMatch(/plan/);
    note('a file whose caption mentions the bot', place, 'turn');

    const root = await bob.say(room, `@${BOT} root in ${kind}`);
    await answerAfter(root);
    const reply = await bob.say(room, `@${BOT} deeper in ${kind}`, { threadId: root._id });
    await answerAfter(reply, { threadId: root._id });
    note('a message in a thread', place, 'turn');

    // A deletion has no time but that at which it was heard, so the agent may hear of it one turn later.
    const asked = (await received()).slice(before);
    const prompts = asked.filter(({ target }) => target === question.target).map(({ prompt }) => prompt);
    const lines = prompts.join('\n');
    const seen = (pattern: RegExp): Seen => (pattern.test(lines) ? 'line' : '');
    note('an edit', place, seen(/edited [^\n]*corrected-words/));
    note('a reaction to the bot’s message', place, seen(/reacted with :tada:/));
    note('a reaction taken back from the bot’s message', place, seen(/took the reaction :tada: back/));
    note('a deletion', place, seen(new RegExp(`deleted [^\\n]*${gone._id}`)));

    // Nothing else that happened here started a turn. Turns of other suites may still end on the shared gateway.
    const meant = new Set(['', ...[first, plain, gone, next, file, root, reply].map(({ _id }) => _id)]);
    const isHere = ({ messageId, target }: Asked) =>
      target === question.target || workspace.store.messages.has(messageId);
    expect(asked.filter((each) => isHere(each) && !meant.has(each.messageId))).toEqual([]);
    const { userId } = await bob.login();
    return { place, peer: peerIn(account, isDirect ? userId : room), thread: threadIn(account, root._id) };
  }

  function noteSessions({ place, peer, thread }: Visited, keys: readonly string[]): void {
    const own = keys.find((key) => key.endsWith(`:${peer}`));
    const inThread = keys.find((key) => key.endsWith(`:thread:${thread}`));
    expect(inThread, `no session of the thread among ${keys.join(', ')}`).toBeDefined();
    const shapeOf = (key = 'none') =>
      `\`${key
        .replace(peer, place.kind.startsWith('direct') ? '<account>/<person>' : '<account>/<room>')
        .replace(thread, '<message>')
        .replace(`:${account}:`, ':<account>:')}\``;
    note('_its session_', place, shapeOf(own));
    note('_the session of a thread_', place, shapeOf(inThread));
  }

  const askedAbout = (messageId: string) =>
    vi.waitFor(
      async () => {
        const found = (await received()).find((asked) => asked.messageId === messageId);
        if (!found) throw new Error(`the agent was not asked about ${messageId}`);
        return found;
      },
      { timeout: 20_000, interval: 50 },
    );

  /** The bot's next message in the room, or in the thread, that comes after this one. */
  async function answerAfter(
    { rid, ts, msg }: MessageRecord,
    { threadId, since = ts }: { threadId?: string; since?: Date } = {},
  ): Promise<MessageRecord> {
    return vi.waitFor(
      () => {
        const found = saidByBot(workspace).find(
          (each) => each.rid === rid && each.tmid === threadId && each.ts >= since,
        );
        if (!found) throw new Error(`no answer to ${msg} in ${rid}`);
        return found;
      },
      { timeout: 30_000, interval: 20 },
    );
  }
});

test('it is the same in both sandboxes, pushed or fetched, and is written down in docs/events.md', () => {
  const [one = new Map()] = [...tables.values()];
  expect([...tables]).toEqual(PEERS.map(({ sandbox, how }) => [`${sandbox}, ${how}`, one]));
  const text = `${HEAD}\n${write(one)}\n`;
  console.log(text);
  isWrittenDown('second', text);
});

function write(table: Table): string {
  const kinds = [...new Set([...table.values()].flatMap((row) => [...row.keys()]))];
  return align([
    ['', ...kinds],
    ...[...table].map(([what, row]) => [what, ...kinds.map((kind) => row.get(kind) ?? '')]),
  ]);
}

const isClosed = (kind: string) => /of other people|encrypted|livechat/.test(kind);

const look = async <T>(view: string): Promise<T> =>
  (await (await fetch(`${inject('gateway').windowUrl}/${view}`)).json()) as T;
const received = () => look<Asked[]>('received');
const sessions = () => look<Session[]>('sessions');
