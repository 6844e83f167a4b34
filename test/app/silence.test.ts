import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { STAYS } from '../../rc-app/src/texts/en/people.ts';
import { findUserByName, type Sandbox, type Workspace } from '../../testbed/workspace/workspace.ts';
import { COLUMNS, isOnThePage, type Line } from '../silence-page.ts';
import { type ConnectedApp, startUnconnected } from './connected-app.ts';
import { storedRecords } from './stored-records.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 13 + i * 3));
const BOT = 'openclaw.bot';
const PATIENCE = { timeout: 20_000, interval: 20 };

interface Place {
  readonly rid: string;
  readonly threadId?: string;
}
type Column = (typeof COLUMNS)[number];
type Places = Partial<Record<Column, Place>>;

/** Reasons of the app that no message of a person meets. */
const NOT_OF_MESSAGES = ['group-direct', 'archived'];
/** Nobody has addressed the agent. */
const UNADDRESSED = ['own-message', 'not-addressed'];

describe.each(['deno', 'node'] satisfies Sandbox[])('why there is no answer (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: ConnectedApp['gateway'];
  let commands: ConnectedApp['commands'];
  const lines: Line[] = [];

  beforeAll(async () => {
    const unconnected = await startUnconnected(sandbox, secret);
    ({ workspace, gateway, commands } = unconnected);
    workspace.settings.E2E_Enable = true;
    return unconnected.stop;
  });

  beforeEach(() => void workspace.store.ephemerals.splice(0));

  const alice = () => workspace.client('alice');
  const bob = () => workspace.client('bob');
  const idOf = (username: string) => findUserByName(workspace.store, username)?._id ?? '';
  const told = () => workspace.store.ephemerals.filter(({ uid }) => uid === idOf('bob'));
  const setting = (values: Record<string, unknown>) => workspace.app(APP_ID).setSettings(values);
  const handled = () => workspace.logs.filter((line) => /executePost\w*Message\w+.*successfully/.test(line)).length;

  /** New rooms with the bot in them, and the direct rooms of Bob's. */
  async function rooms(name: string): Promise<Required<Places>> {
    const members = ['bob', BOT];
    const channel = (await alice().createRoom(`${name}-channel`, { members }))._id;
    return {
      direct: { rid: (await bob().directRoomWith(BOT))._id },
      group: { rid: (await bob().createGroupDirect([BOT, 'carol']))._id },
      channel: { rid: channel },
      private: { rid: (await alice().createRoom(`${name}-private`, { isPrivate: true, members }))._id },
      thread: { rid: channel, threadId: (await alice().say(channel, 'lunch?'))._id },
    };
  }

  const say = ({ rid, threadId }: Place, words: string) => bob().say(rid, words, threadId ? { threadId } : {});
  const ask = (place: Place) => say(place, `@${BOT} hello?`);

  /** The hints that Bob gets in each place; `act` lets him ask there. */
  async function see(reason: string, places: Places, act: (place: Place, column: Column) => Promise<unknown> = ask) {
    const cells: string[] = [];
    const words = new Set<string>();
    for (const column of COLUMNS) {
      const place = places[column];
      if (!place) {
        cells.push('–');
        continue;
      }
      workspace.store.ephemerals.splice(0);
      const before = handled();
      await act(place, column);
      await vi.waitFor(() => expect(handled()).toBeGreaterThan(before), PATIENCE);
      if (!UNADDRESSED.includes(reason)) await vi.waitFor(() => expect(told()).not.toEqual([]), PATIENCE);
      const here = told().filter(({ rid, tmid }) => rid === place.rid && tmid === place.threadId);
      expect(told()).toEqual(here);
      cells.push(here.length === 1 ? 'whisper' : here.length === 0 ? 'nothing' : `${here.length} whispers`);
      for (const { text } of here) words.add(text);
    }
    lines.push({ reason, cells, words: [...words].join(' / ') });
  }

  const everywhere = async (places: Places, act: (place: Place) => Promise<unknown>) => {
    for (const { rid } of new Map(Object.values(places).map((place) => [place.rid, place])).values())
      await act({ rid });
  };
  const here = (word: 'on' | 'off') => (place: Place) =>
    workspace
      .client('bob')
      .command(place.rid, `/openclaw here ${word}`)
      .then(() =>
        alice()
          .command(place.rid, `/openclaw here ${word}`)
          .catch(() => undefined),
      );

  test('not-connected', async () => {
    await see('not-connected', await rooms('not-connected'));
    await setting({ gateway_url: gateway.url, shared_secret: secret });
  });

  test.each([
    ['waits', 503],
    ['waits-for-admin', 404],
  ])('%s', async (reason, status) => {
    const places = await rooms(reason);
    gateway.refuseWith(status);
    await see(reason, places);
    gateway.refuseWith(undefined);
    await commands.greet();
    const rids = Object.values(places).map(({ rid }) => rid);
    await vi.waitFor(() => {
      const came = gateway.accepted().filter((event) => 'room' in event && rids.includes(event.room.id));
      expect(came.filter(({ type }) => type === 'message.sent').length).toBeGreaterThanOrEqual(rids.length);
    }, PATIENCE);
  });

  test('no-way-back', async () => {
    gateway.cannotCall('the app is not there');
    // With a new setting the app says hello, and hears it in the answer.
    await setting({ egress_scope: 'addressed' });
    await see('no-way-back', await rooms('no-way-back'));
    gateway.cannotCall(undefined);
    await commands.greet();
  });

  test('refused, and given up', async () => {
    gateway.answerWith({ outcome: 'refused', reason: 'not to be had' });
    await see('refused', await rooms('refused'));
    gateway.answerWith(undefined);
    gateway.refuseWith(400);
    await see('given-up', await rooms('given-up'));
    gateway.refuseWith(undefined);
  });

  test('paused', async () => {
    const places = await rooms('paused');
    await setting({ paused: true });
    await see('paused', places);
    await setting({ paused: false });
  });

  test('room-not-listed', async () => {
    const places = await rooms('not-listed');
    await setting({ rooms: 'elsewhere' });
    await see('room-not-listed', places);
    await setting({ rooms: '' });
  });

  test('switched-off, and said-while-closed', async () => {
    const places = await rooms('off');
    await everywhere(places, here('off'));
    await see('switched-off', places);
    const said = new Map<Place, string>();
    for (const place of Object.values(places)) said.set(place, (await say(place, 'who knows?'))._id);
    await everywhere(places, here('on'));
    await see('said-while-closed', places, async (place) => bob().edit(said.get(place) ?? '', `@${BOT} who knows?`));
  });

  test('disabled, as another server of the cluster wrote it down', async () => {
    const places = await rooms('disabled');
    const data = { id: 'elsewhere', by: 'disabled', from: 0 };
    const associations = ['closed-times', 'closed-time:elsewhere:lasts'].map((id) => ({ model: 'misc', id }));
    workspace.store.persistence.set('elsewhere', { _id: 'elsewhere', appId: APP_ID, associations, data });
    await see('disabled', places);
    workspace.store.persistence.delete('elsewhere');
  });

  test('banned', async () => {
    const { channel, private: inner, thread } = await rooms('banned');
    for (const { rid } of [channel, inner]) await alice().ban(rid, BOT);
    // The server tells the app of it by a message of its own, and a mention may overtake that.
    await vi.waitFor(() => expect(storedRecords(workspace, 'banned')).toHaveLength(2), PATIENCE);
    await see('banned', { channel, private: inner, thread });
  });

  test('not-a-member', async () => {
    const rid = (await alice().createRoom('without', { isPrivate: true, members: ['bob'] }))._id;
    await see('not-a-member', { private: { rid }, thread: { rid, threadId: (await alice().say(rid, 'lunch?'))._id } });
  });

  test('foreign-direct, and livechat', async () => {
    const rid = (await bob().directRoomWith('carol'))._id;
    const threadId = (await bob().say(rid, 'lunch?'))._id;
    const group = { rid: (await bob().createGroupDirect(['alice', 'carol']))._id };
    await see('foreign-direct', { direct: { rid }, group, thread: { rid, threadId } });
    const visitor = workspace.visitor('vera', 'bob');
    await visitor.say('is anybody there?');
    await see('livechat', { private: { rid: (await visitor.room())._id } });
  });

  test('encrypted', async () => {
    const members = ['bob', BOT];
    const rid = (await alice().createRoom('vault', { isPrivate: true, isEncrypted: true, members }))._id;
    const root = await alice().say(rid, 'lunch?');
    const direct = { rid: (await bob().directRoomWith(BOT))._id };
    const group = { rid: (await bob().createGroupDirect([BOT, 'carol']))._id };
    const records = [direct, group].flatMap((each) => workspace.store.rooms.get(each.rid) ?? []);
    for (const record of records) record.encrypted = true;
    await see('encrypted', { direct, group, private: { rid }, thread: { rid, threadId: root._id } });
    for (const record of records) delete record.encrypted;
  });

  test('muted, and read-only', async () => {
    const muted = await rooms('muted');
    for (const { rid: roomId } of [muted.channel, muted.private]) {
      await alice().call('POST', 'rooms.muteUser', { roomId, username: BOT });
    }
    await see('muted', { channel: muted.channel, private: muted.private, thread: muted.thread });
    const locked = await rooms('locked');
    for (const [kind, { rid: roomId }] of [
      ['channels', locked.channel],
      ['groups', locked.private],
    ] as const) {
      await alice().call('POST', `${kind}.setReadOnly`, { roomId, readOnly: true });
      await alice().call('POST', 'rooms.unmuteUser', { roomId, username: 'bob' });
    }
    await see('read-only', { channel: locked.channel, private: locked.private, thread: locked.thread });
  });

  test('nobody addressed the agent', async () => {
    const { group, channel, private: inner, thread, direct } = await rooms('nearby');
    await see('not-addressed', { group, channel, private: inner, thread }, (place) =>
      say(place, 'nobody in particular'),
    );
    const post = ({ rid, threadId }: Place) =>
      commands.command({
        command: 'post',
        roomId: rid,
        text: 'I said so',
        ...(threadId && { threadId }),
      });
    await see('own-message', { direct, group, channel, private: inner, thread }, post);
  });

  test('every reason was provoked, none is silent where the agent was addressed, and docs/silence.md says so', () => {
    const provoked = lines.map(({ reason }) => reason);
    expect(provoked).toEqual(
      expect.arrayContaining(Object.keys(STAYS).filter((each) => !NOT_OF_MESSAGES.includes(each))),
    );
    const silent = lines.filter(({ cells }) => cells.some((cell) => cell !== 'whisper' && cell !== '–'));
    expect(silent.map(({ reason }) => reason).sort()).toEqual([...UNADDRESSED].sort());
    expect(lines.filter(({ words }) => words.includes(' / '))).toEqual([]);
    isOnThePage('app', lines);
  });
});
