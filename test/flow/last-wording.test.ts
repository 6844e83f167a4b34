import type { Event, EventOf } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Workspace } from '../../testbed/workspace/workspace.ts';
import { aMessage, anEdit } from '../gateway-endpoint/event.ts';
import { BOT } from '../gateway-endpoint/fake-app.ts';
import { type Point, tryAt } from '../on-the-way.ts';
import { connectWorkspace, BOT as OF_APP, saidByBot } from './connected-workspace.ts';
import { DWELL } from './gateway-setup.ts';
import { eventsIn } from './one-outcome.ts';
import { outcomesOf } from './outcomes-in-log.ts';
import { openPolicy, type PolicyApp } from './policy-app.ts';
import { unsent } from './unsent.ts';
import type { Asked } from './window.ts';

/** Messages that change while they wait, at the real gateway: in its queue, for its turn, too late, and fetched. */
const { folder, windowUrl } = inject('gateway');
const WAIT = { timeout: 60_000, interval: 50 };
const LONG = 150_000;

const asked = async (words: string) =>
  ((await (await fetch(`${windowUrl}/received`)).json()) as Asked[]).filter(({ text }) => text.includes(words));
const isAsked = (words: string) => vi.waitFor(async () => expect(await asked(words)).toHaveLength(1), WAIT);
/** The gateway has stored the event, and the agent has not got it yet. */
const waits = (id: string) =>
  vi.waitFor(() => expect(eventsIn(folder).find((event) => event.id === id)?.status).toMatch(/pending|claimed/), WAIT);

let count = 0;
/** Words that nobody has said before. */
const anew = (words: string) => `${words} ${++count}`;

describe('[F4] at the gateway', () => {
  let app: PolicyApp;
  beforeAll(async () => {
    app = await openPolicy('late');
  });
  afterAll(() => app?.stop());

  type Place = NonNullable<Parameters<typeof aMessage>[0]>;
  const ALICE = { actor: { id: 'Alice1', username: 'alice' } };
  const BOB = { actor: { id: 'Bob1', username: 'bob' } };
  const deletionOf = ({ room, actor, message }: EventOf<'message.sent' | 'message.updated'>): Event => ({
    ...{ type: 'message.deleted', id: `message.deleted:${message.id}`, at: Date.now(), room, actor },
    message: { id: message.id, authorId: actor.id },
  });

  /** Begins a turn that takes its time, in a place of its own for each test. */
  async function dwell(place: Place): Promise<() => Promise<void>> {
    const words = anew(DWELL);
    await app.accept([aMessage({ ...place, id: `Dwells${count}`, text: `@${BOT.username} ${words}` })]);
    await isAsked(words);
    return () => app.accept([aMessage({ ...place, id: `Stops${count}`, text: '!stop', mentioned: false })]);
  }

  const places: [Point, () => { busy: Place; waiting: Place }][] = [
    [
      'in the gateway, behind a turn of its room',
      () => {
        const room = { id: `Last${count}` };
        return { busy: { ...ALICE, room }, waiting: { ...BOB, room } };
      },
    ],
    [
      'in the gateway, behind a turn of its thread',
      () => {
        const thread = { room: { id: `Last${count}` }, threadId: `LastRoot${count}` };
        return { busy: { ...ALICE, ...thread }, waiting: { ...BOB, ...thread } };
      },
    ],
  ];

  test.each(places)(
    'a question %s is asked in its last wording, or not at all',
    (point, placesOf) =>
      tryAt(point, ['edited', 'deleted'], async () => {
        count++;
        const { busy, waiting } = placesOf();
        const stop = await dwell(busy);
        const [first, last, gone, then] = ['delete server A', 'delete server B', 'deleted', 'and then?'].map(anew) as [
          string,
          string,
          string,
          string,
        ];
        const say = (id: string, words: string) =>
          aMessage({ ...waiting, id: `${id}${count}`, text: `@${BOT.username} ${words}` });
        const corrected = say('Corrected', first);
        const deleted = say('Deleted', gone);
        await app.accept([corrected, deleted]);
        await Promise.all([waits(corrected.id), waits(deleted.id)]);
        const { id } = corrected.message;
        await app.accept([
          anEdit({ ...waiting, at: corrected.at, id, text: `@${BOT.username} ${last}` }),
          deletionOf(deleted),
        ]);
        const end = say('Then', then);
        await app.accept([end]);
        await stop();
        await isAsked(last);
        await isAsked(then);
        expect([await asked(first), await asked(gone)]).toEqual([[], []]);
        const outcomes = await outcomesOf([corrected.id, deleted.id, end.id, deletionOf(deleted).id], folder);
        expect([...outcomes.values()]).toEqual(['turn', 'taken-back', 'turn', 'taken-in']);
      }),
    LONG,
  );

  test(
    'an edit that adds the mention, and is edited again or deleted',
    () =>
      tryAt('in the gateway, as an edit that asks', ['edited', 'deleted'], async () => {
        count++;
        const room = { id: `Last${count}` };
        const stop = await dwell({ ...ALICE, room });
        const [first, last, gone, then] = ['delete server A', 'delete server B', 'deleted', 'and then?'].map(anew) as [
          string,
          string,
          string,
          string,
        ];
        const at = 1_000 + Date.now();
        const edit = (id: string, text: string, n: number) =>
          anEdit({ ...BOB, room, id: `${id}${count}`, at, text: `@${BOT.username} ${text}`, edit: n });
        const [one, two, other] = [edit('Added', first, 1), edit('Added', last, 2), edit('Gone', gone, 1)];
        await app.accept([one, other]);
        await Promise.all([waits(one.id), waits(other.id)]);
        await app.accept([two]);
        await app.accept([deletionOf(other)]);
        await app.accept([aMessage({ ...BOB, room, id: `Then${count}`, text: `@${BOT.username} ${then}` })]);
        await stop();
        await isAsked(last);
        await isAsked(then);
        expect([await asked(first), await asked(gone)]).toEqual([[], []]);
      }),
    LONG,
  );

  test(
    'a message that came too late is answered once an edit asks anew, and is not counted once it is deleted',
    () =>
      tryAt('in the gateway, among what came too late', ['edited', 'deleted'], async () => {
        count++;
        const room = { id: `LastLate${count}`, name: 'late' };
        const [first, last] = ['delete server A', 'delete server B'].map(anew) as [string, string];
        const at = Date.now() - 20 * 60_000;
        const say = (id: string, text: string) => aMessage({ ...BOB, room, at, id: `${id}${count}`, text });
        const [stays, gone, corrected] = [say('Stays', 'hello'), say('Gone', 'hello'), say('Corrected', first)];
        await app.accept([stays, gone, corrected]);
        const ids = [stays, gone, corrected].map(({ id }) => id);
        expect([...(await outcomesOf(ids, folder)).values()]).toEqual(['too-late', 'too-late', 'too-late']);
        const now = Date.now();
        const edit = anEdit({ ...BOB, room, at, id: corrected.message.id, text: `@${BOT.username} ${last}` });
        await app.accept([
          { ...edit, at: now, message: { ...edit.message, editedAt: now, createdAt: at } },
          deletionOf(gone),
        ]);
        await isAsked(last);
        expect(await asked(first)).toEqual([]);
        const told = () =>
          app
            .posts()
            .flatMap((post) => (post.command === 'post' && post.roomId === room.id ? [post.text] : []))
            .filter((text) => text.startsWith('I was away'));
        await vi.waitFor(() => expect(told()).toHaveLength(1), WAIT);
        expect(told()[0]).toMatch(/^I was away and did not answer a message /);
      }),
    LONG,
  );
});

describe('[F4] where the gateway fetches', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await connectWorkspace('node', 'pulled');
  }, LONG);
  afterAll(() => workspace?.stop());

  test(
    'a question that waits is asked in its last wording, or not at all',
    () =>
      tryAt('in the gateway, after it was fetched', ['edited', 'deleted'], async () => {
        const [alice, bob] = [workspace.client('alice'), workspace.client('bob')];
        const [busy, first, last, gone, then] = [
          DWELL,
          'delete server A',
          'delete server B',
          'deleted',
          'and then?',
        ].map(anew) as [string, string, string, string, string];
        const say = (words: string, by = bob) => by.say('#general', `@${OF_APP} ${words}`);
        await say(busy, alice);
        await isAsked(busy);
        const [corrected, deleted] = [await say(first), await say(gone)];
        await waits(`message.sent:${corrected._id}`);
        await waits(`message.sent:${deleted._id}`);
        await bob.edit(corrected._id, `@${OF_APP} ${last}`);
        await bob.delete(deleted._id);
        await say(then);
        await alice.say('#general', '!stop');
        await isAsked(last);
        await isAsked(then);
        expect([await asked(first), await asked(gone)]).toEqual([[], []]);
        // The account has another workspace in the next suite, which must not get the answer.
        await vi.waitFor(() => {
          expect(saidByBot(workspace).some(({ msg }) => msg.includes(then))).toBe(true);
          expect(unsent(folder, 'pulled')).toEqual([]);
        }, WAIT);
      }),
    LONG,
  );
});
