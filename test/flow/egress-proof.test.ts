import { Envelope, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Sandbox, startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from '../app/gateway-stand-in.ts';
import { appZip } from '../app/installed-app.ts';
import { BOT } from './connected-workspace.ts';
import { align } from './events-tables.ts';
import { openPlaces, type Place } from './places.ts';
import { eventsThatLeft, everythingIsOut } from './what-left.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 5 + i * 7));
const HOUR = 60 * 60_000;

/** Something with words in it, which are found again in what left. */
interface Utterance {
  readonly place: Place;
  readonly isAddressed: boolean;
  readonly words: string;
}

/** The rules once more, in the words of the settings page and independent of the app's code. */
const isNeverLet = ({ kind }: Place) => /of other people|encrypted|livechat/.test(kind);
const isPublic = ({ kind }: Place) => kind === 'channel' || kind === 'discussion of a channel';
const isDirectWithBot = ({ kind }: Place) => kind === 'direct message with the bot';
const isLetByAddressed = ({ place, isAddressed }: Utterance) =>
  !isNeverLet(place) && (isDirectWithBot(place) || (isAddressed && (isPublic(place) || place.isBotIn)));
const isLetByRooms = (utterance: Utterance) =>
  isLetByAddressed(utterance) || (utterance.place.isBotIn && !isNeverLet(utterance.place));

interface Setting {
  readonly name: string;
  readonly values: Record<string, unknown>;
  /** Once the rooms are there. */
  prepare?(workspace: Workspace, places: readonly Place[]): Promise<void>;
  mayLeave(utterance: Utterance, places: readonly Place[]): boolean;
  /** A room in which a mention leaves, where it is not the direct messages with the bot; null when none does. */
  marker?(places: readonly Place[]): string | null;
}

const listed = (places: readonly Place[]) =>
  places.filter(({ kind, isBotIn }) => isBotIn && (kind === 'channel' || kind === 'private room'));
const appOf = (workspace: Workspace) => workspace.app('d0b4f9a2-5c1e-4e7b-8a36-2f6e7c9b1d54');

const SETTINGS: readonly Setting[] = [
  { name: 'addressed', values: { egress_scope: 'addressed' }, mayLeave: isLetByAddressed },
  { name: 'rooms', values: { egress_scope: 'rooms' }, mayLeave: isLetByRooms },
  {
    name: 'rooms, two on the list',
    values: { egress_scope: 'rooms' },
    async prepare(workspace, places) {
      const [channel, closed] = listed(places);
      const name = workspace.store.rooms.get(channel?.room ?? '')?.name;
      await appOf(workspace).setSettings({ rooms: `#${name}, ${closed?.room}` });
    },
    mayLeave: (utterance, places) => isLetByRooms(utterance) && listed(places).includes(utterance.place),
    marker: (places) => listed(places)[0]?.room ?? null,
  },
  { name: 'paused', values: { egress_scope: 'rooms', paused: true }, mayLeave: () => false, marker: () => null },
  {
    name: 'rooms, one switched off',
    values: { egress_scope: 'rooms' },
    async prepare(workspace, places) {
      await workspace.client('bob').command(listed(places)[0]?.room ?? '', '/openclaw here off');
    },
    mayLeave: (utterance, places) => isLetByRooms(utterance) && utterance.place !== listed(places)[0],
  },
];

const figures: string[][] = [
  ...[['sandbox', 'setting', 'requests', 'bytes', 'events', 'texts that left', 'of', 'beyond the setting']],
];
figures[0]?.push('e-mail addresses', 'custom fields', 'topics', 'of other people’s direct messages');

describe.each(['deno', 'node'] satisfies Sandbox[])('an hour of a workspace’s life (%s sandbox)', (sandbox) => {
  let gateway: GatewayStandIn;
  beforeAll(async () => {
    gateway = await startGatewayStandIn(secret);
  });
  afterAll(() => gateway?.stop());

  test.each(SETTINGS)(
    'with the setting “$name” lets out just that',
    async ({ name, values, prepare, mayLeave, marker }) => {
      let now = Date.now() - HOUR;
      const workspace = await startWorkspace({ sandbox, clock: () => now });
      try {
        workspace.settings.E2E_Enable = true;
        workspace.settings.Message_CustomFields_Enabled = true;
        await workspace.installApp(appZip(), {
          settings: { gateway_url: gateway.url, shared_secret: secret, ...values },
        });
        const places = await openPlaces(workspace);
        fillWithPrivateMatters(workspace);
        await prepare?.(workspace, places);
        const room = marker?.(places);
        if (room !== null) await everythingIsOut(workspace, room);

        const { length: before } = workspace.outgoing;
        const utterances = await liveAnHour(places, (share) => {
          now += HOUR * share;
        });
        await settled(workspace, utterances);
        if (room !== null) await everythingIsOut(workspace, room);

        const bytes = everyByte(workspace);
        const left = utterances.filter(({ words }) => bytes.includes(words));
        const allowed = utterances.filter((utterance) => mayLeave(utterance, places));
        const beyond = left.filter((utterance) => !allowed.includes(utterance));
        const foreign = left.filter(({ place }) => place.kind === 'direct message of other people');
        const counts = [/[\w.-]+@\w+\.example/g, /CUSTOM/g, /TOPIC/g].map((what) => (bytes.match(what) ?? []).length);
        const { outgoing } = workspace;
        figures.push(
          [
            ...[sandbox, name, outgoing.length - before, outgoing.reduce((sum, { body }) => sum + body.length, 0)],
            ...[
              eventsThatLeft(workspace).length,
              left.length,
              utterances.length,
              beyond.length,
              ...counts,
              foreign.length,
            ],
          ].map(String),
        );
        expect(beyond.map(({ words, place }) => `${words} in ${place.kind}`)).toEqual([]);
        expect(left.map(({ words }) => words)).toEqual(allowed.map(({ words }) => words));
        expect([...counts, foreign.length]).toEqual([0, 0, 0, 0]);
        expect(bytes).not.toMatch(/DESCRIPTION|STATUS/);
        if (name === 'paused') {
          expect(eventsThatLeft(workspace).filter(({ type }) => type !== 'app.hello')).toEqual([]);
        }
      } finally {
        await workspace.stop();
      }
    },
  );
});

afterAll(() => console.log(align(figures)));

/** Everybody and every room has something that is nobody's business outside. */
function fillWithPrivateMatters({ store }: Workspace): void {
  for (const user of store.users.values()) user.statusText = `STATUS of ${user.username}`;
  for (const room of store.rooms.values()) {
    Object.assign(room, { topic: `TOPIC of ${room._id}`, description: `DESCRIPTION of ${room._id}` });
    Object.assign(room, { customFields: { CUSTOM: 'CUSTOM of the room' }, announcement: 'DESCRIPTION too' });
  }
}

/** Each place in turn, and again: said, mentioned, corrected, reacted to, with a file, in a thread, taken back. */
async function liveAnHour(places: readonly Place[], pass: (share: number) => void) {
  const utterances: Utterance[] = [];
  const word = (place: Place, isAddressed: boolean) => {
    const words = `word${String(utterances.length).padStart(3, '0')}end`;
    utterances.push({ place, isAddressed, words });
    return isAddressed ? `@${BOT} ${words}` : words;
  };
  for (const place of places) {
    const { person, room, kind } = place;
    const { _id } = await place.say(word(place, false));
    await place.say(word(place, true));
    pass(1 / (4 * places.length));
    const mine = await person.say(room, word(place, false));
    await person.edit(mine._id, word(place, false));
    await person.react(_id, ':tada:', true);
    await person.react(_id, ':tada:', false);
    pass(1 / (4 * places.length));
    const bytes = new TextEncoder().encode('CUSTOM bytes stay at home');
    await person.upload(room, { name: 'a.txt', type: 'text/plain', bytes }, word(place, false));
    await person.say(room, word(place, false), { threadId: _id });
    pass(1 / (4 * places.length));
    if (!/encrypted/.test(kind)) {
      const customFields = { CUSTOM: 'CUSTOM of the message' };
      await person.call('POST', 'chat.sendMessage', { message: { rid: room, msg: word(place, true), customFields } });
    }
    await person.delete(mine._id);
    pass(1 / (4 * places.length));
  }
  return utterances;
}

/** All that may leave has left: the app has decided about every message that it can read, and no push is under way. */
async function settled(workspace: Workspace, utterances: readonly Utterance[]): Promise<void> {
  const readable = utterances.filter(({ place }) => !/encrypted/.test(place.kind)).length;
  await vi.waitFor(
    () => {
      const decided = workspace.logs.filter((line) => /\begress \S+ (leaves|stays): /.test(line)).length;
      // Reactions and deletions are decided about as well, so that there are more decisions than texts.
      expect(decided).toBeGreaterThanOrEqual(readable);
      expect(workspace.outgoing.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
    },
    { timeout: 20_000 },
  );
}

/** Addresses, headers, bodies as sent, as signed, and what is inside the tokens. */
function everyByte({ outgoing }: Workspace): string {
  return outgoing
    .flatMap(({ url, headers, body }) => [
      ...[url, JSON.stringify(headers), body, Envelope.parse(JSON.parse(body)).payload],
      ...(headers['authorization'] ?? '').split(/[. ]/).map((part) => Buffer.from(part, 'base64url').toString()),
    ])
    .join('\n');
}
