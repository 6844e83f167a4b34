import type { Event, EventOf } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { aMessage, anEdit } from '../gateway-endpoint/event.ts';
import { BOT } from '../gateway-endpoint/fake-app.ts';
import { type Point, tryAt } from '../on-the-way.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { connectWorkspace, BOT as OF_APP } from './connected-workspace.ts';
import { fatesOf } from './fates-in-log.ts';
import { DWELL } from './gateway-setup.ts';
import { openPolicy, type PolicyApp } from './policy-app.ts';
import type { Asked } from './window.ts';

/** Messages that change while they wait, at the real gateway: in its queue, for its turn, too late, and fetched. */
const { folder, windowUrl } = inject('gateway');
const WAIT = { timeout: 60_000, interval: 50 };
const LONG = 150_000;

const asked = async (words: string) =>
  ((await (await fetch(`${windowUrl}/received`)).json()) as Asked[]).filter(({ text }) => text.includes(words));
const isAsked = (words: string) => vi.waitFor(async () => expect(await asked(words)).toHaveLength(1), WAIT);

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
  const deletionOf = ({ room, actor, message }: EventOf<'message.sent'>): Event => ({
    ...{ type: 'message.deleted', id: `message.deleted:${message.id}`, at: Date.now(), room, actor },
    message: { id: message.id, authorId: actor.id },
  });

  /** Somebody's turn takes its time, in a place of its own for each test. */
  async function dwell(place: Place): Promise<() => Promise<void>> {
    const words = anew(DWELL);
    await app.accept([aMessage({ ...place, id: `Dwells${count}`, text: `@${BOT.username} ${words}` })]);
    await isAsked(words);
    return () => app.accept([aMessage({ ...place, id: `Stops${count}`, text: '!stop', mentioned: false })]);
  }

  const places: [Point, () => { busy: Place; waits: Place }][] = [
    [
      'in the gateway, behind a turn of its room',
      () => ({ busy: { ...ALICE, room: { id: `Last${count}` } }, waits: { ...BOB, room: { id: `Last${count}` } } }),
    ],
    [
      'in the gateway, behind a turn of its thread',
      () => {
        const thread = { room: { id: `Last${count}` }, threadId: `LastRoot${count}` };
        return { busy: { ...ALICE, ...thread }, waits: { ...BOB, ...thread } };
      },
    ],
  ];

  describe.each(places)('%s', (point, placesOf) => {
    test(
      'a question is asked in its last wording, or not at all',
      () =>
        tryAt(point, ['edited', 'deleted'], async () => {
          count++;
          const { busy, waits } = placesOf();
          const stop = await dwell(busy);
          const [first, last, gone, then] = ['delete server A', 'delete server B', 'deleted', 'and then?'].map(
            anew,
          ) as [string, string, string, string];
          const say = (id: string, words: string) =>
            aMessage({ ...waits, id: `${id}${count}`, text: `@${BOT.username} ${words}` });
          const corrected = say('Corrected', first);
          const deleted = say('Deleted', gone);
          await app.accept([corrected, deleted]);
          await app.accept([
            anEdit({ ...waits, at: corrected.at, id: corrected.message.id, text: `@${BOT.username} ${last}` }),
          ]);
          await app.accept([deletionOf(deleted)]);
          const end = say('Then', then);
          await app.accept([end]);
          await stop();
          await isAsked(last);
          await isAsked(then);
          expect([await asked(first), await asked(gone)]).toEqual([[], []]);
          const fates = await fatesOf([corrected.id, deleted.id, end.id, deletionOf(deleted).id], folder);
          expect([...fates.values()]).toEqual(['turn', 'taken-back', 'turn', 'taken-in']);
        }),
      LONG,
    );
  });

  test(
    'an edit that adds the mention, and is edited again',
    () =>
      tryAt('in the gateway, as an edit that asks', ['edited'], async () => {
        count++;
        const room = { id: `Last${count}` };
        const stop = await dwell({ ...ALICE, room });
        const [first, last] = ['delete server A', 'delete server B'].map(anew) as [string, string];
        const edit = (text: string, n: number) =>
          anEdit({
            ...BOB,
            room,
            id: `Added${count}`,
            at: 1_000 + Date.now(),
            text: `@${BOT.username} ${text}`,
            edit: n,
          });
        const [one, two] = [edit(first, 1), edit(last, 2)];
        await app.accept([one]);
        await app.accept([two]);
        await stop();
        await isAsked(last);
        expect(await asked(first)).toEqual([]);
      }),
    LONG,
  );

  test(
    'what is too late is not counted once it is deleted',
    async () => {
      count++;
      const room = { id: `LastLate${count}`, name: 'late' };
      const late = [0, 1].map((n) => aMessage({ ...BOB, room, id: `Late${count}-${n}`, at: Date.now() - 20 * 60_000 }));
      const [gone] = late as [EventOf<'message.sent'>];
      await app.accept([...late, deletionOf(gone)]);
      const told = () =>
        app.posts().flatMap((post) => (post.command === 'post' && post.roomId === room.id ? [post.text] : []));
      await vi.waitFor(() => expect(told()).toHaveLength(1), WAIT);
      expect(told()[0]).toMatch(/^I was away and did not answer a message /);
    },
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
        await bob.edit(corrected._id, `@${OF_APP} ${last}`);
        await bob.delete(deleted._id);
        await say(then);
        await alice.say('#general', '!stop');
        await isAsked(last);
        await isAsked(then);
        expect([await asked(first), await asked(gone)]).toEqual([[], []]);
      }),
    LONG,
  );
});
