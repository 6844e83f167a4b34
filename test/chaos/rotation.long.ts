import { randomBytes } from 'node:crypto';
import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { freePort } from '../../testbed/gateway/free-port.ts';
import { startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { appZip } from '../app/installed-app.ts';
import { answeredIn } from '../flow/answered-in.ts';
import { BOT, roomsWithBot } from '../flow/connected-workspace.ts';
import { openLiveConfig } from '../flow/live-config.ts';
import { unfinished } from '../flow/one-outcome.ts';
import { outcomesIn } from '../flow/outcomes-in-log.ts';
import { setSecrets } from '../flow/set-secrets.ts';
import { report } from '../promises.ts';
import { type BadNetwork, CALM, startBadNetwork } from './bad-network.ts';

/** Both halves get new secrets, again and again, while people talk at full speed and the bot answers some of them. */
const ACCOUNT = 'rotating';
const ROOMS = 20;
const MESSAGES = 10_000;
/** One in so many is for the bot; the others are what it hears in its rooms. */
const MENTIONED = 50;
const APP_FIRST = 5;
const WHERE = 'rotation';

const { url, folder, policies } = inject('gateway');
const { port = 0, secret = '' } = policies[ACCOUNT] ?? {};

let workspace: Workspace;
let rooms: string[];
let config: Awaited<ReturnType<typeof openLiveConfig>>;
/** They do nothing but count what is answered on either way. */
let out: BadNetwork;
let back: BadNetwork;

beforeAll(async () => {
  const workspacePort = await freePort();
  out = await startBadNetwork(0, url, CALM, Math.random);
  back = await startBadNetwork(port, `http://127.0.0.1:${workspacePort}`, CALM, Math.random);
  workspace = await startWorkspace({ sandbox: 'deno', port: workspacePort });
  const connection = { gateway_url: out.url, account_id: ACCOUNT, shared_secret: secret };
  await workspace.installApp(appZip(), { settings: { ...connection, egress_scope: 'rooms' } });
  rooms = await roomsWithBot(workspace, ROOMS);
  config = await openLiveConfig();
});
afterAll(async () => {
  await config?.restore();
  await workspace?.stop();
  await back?.stop();
  await out?.stop();
});

type Step = () => Promise<void>;

const ofApp = (current: string, previous: string) => () =>
  // The server tells the app of one setting after the other, so it must know the old secret before the new one signs.
  workspace.app(APP_ID).setSettings({ previous_shared_secret: previous, shared_secret: current });
const ofGateway = (current: string, previous?: string) => () => setSecrets(ACCOUNT, { current, previous }, config);

/** As `openclaw rocketchat keys` tells it: the app accepts the new one before the gateway signs with it. */
const appFirst = (from: string, to: string): Step[] => [
  () => workspace.app(APP_ID).setSettings({ previous_shared_secret: to }),
  ofGateway(to, from),
  () => workspace.app(APP_ID).setSettings({ shared_secret: to }),
  ofGateway(to),
];
/** The same seen in a mirror. */
const gatewayFirst = (from: string, to: string): Step[] => [
  ofGateway(from, to),
  ofApp(to, from),
  ofGateway(to),
  ofApp(to, ''),
];

const roomOf = (n: number) => n % ROOMS;
/** In each room in its turn. */
const isMention = (n: number) => n % MENTIONED === Math.floor(n / MENTIONED) % ROOMS;
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
const said: string[] = [];

/** In each room the next is said as soon as the server has taken the one before. */
async function talk(from: number, to: number): Promise<void> {
  const bob = workspace.client('bob');
  await Promise.all(
    rooms.map(async (room, index) => {
      for (const n of numbers(from, to).filter((each) => roomOf(each) === index)) {
        const text = isMention(n) ? `@${BOT} question-${n}-end` : `chatter ${n}`;
        said[n] = `message.sent:${(await bob.say(room, text))._id}`;
      }
    }),
  );
}

const statusesOf = ({ statuses }: BadNetwork) => {
  const all = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  const others = [...statuses].filter(([status]) => status >= 300).map(([status, count]) => `${count} × ${status}`);
  return { all, authorised: all - (statuses.get(401) ?? 0), note: others.join(', ') };
};

/** Refusals at the door of any account since then, for any reason. */
const refusals = () => config.log().match(/refused .*: unauthorized/g)?.length ?? 0;

test(`${MESSAGES} messages in ${ROOMS} rooms while the secret is changed ${APP_FIRST + 1} times: none is lost, none unauthorised`, async () => {
  const started = performance.now();
  const refusedBefore = refusals();
  const secrets = [secret, ...Array.from({ length: APP_FIRST + 1 }, () => writeSecret(randomBytes(32)))];
  const steps = secrets.slice(1).flatMap((to, n) => (n < APP_FIRST ? appFirst : gatewayFirst)(secrets[n] ?? '', to));
  const each = Math.ceil(MESSAGES / steps.length);
  for (const [n, step] of steps.entries()) {
    await Promise.all([talk(n * each, Math.min(MESSAGES, (n + 1) * each)), step()]);
  }
  const mentions = numbers(0, MESSAGES).filter(isMention);
  const patience = { timeout: 900_000, interval: 1_000 };
  const answered = () => rooms.map((rid) => answeredIn(workspace, rid));
  await vi.waitFor(() => expect(new Set(answered().flat()).size).toBe(mentions.length), patience);
  await vi.waitFor(() => expect(unfinished(folder)).toEqual([]), patience);
  const outcomes = await vi.waitFor(() => {
    const known = outcomesIn(folder);
    expect(said.filter((id) => !known.has(id))).toEqual([]);
    return known;
  }, patience);

  const took = `${Math.round((performance.now() - started) / 1_000)} s, ${steps.length} steps`;
  const once = said.filter((id) => outcomes.get(id)?.length === 1).length;
  const handled = [...outcomes.keys()];
  const places = new Map(handled.map((id, place) => [id, place]));
  const isInOrder = (index: number) => {
    const inRoom = said.filter((_, n) => roomOf(n) === index).map((id) => places.get(id) ?? -1);
    return inRoom.every((place, n) => place > (inRoom[n - 1] ?? -1));
  };
  const inOrder = rooms.filter((_, index) => isInOrder(index)).length;
  const asked = rooms.map((_, index) => mentions.filter((n) => roomOf(n) === index));
  const [there, home] = [statusesOf(out), statusesOf(back)];
  const refused = refusals() - refusedBefore;
  report({ where: WHERE, what: 'messages with one outcome each', tried: MESSAGES, held: once, note: took });
  report({ where: WHERE, what: 'rooms handled in their order', tried: ROOMS, held: inOrder });
  const answeredOnce = mentions.filter(
    (n) =>
      answered()
        .flat()
        .filter((each) => each === n).length === 1,
  ).length;
  report({ where: WHERE, what: 'mentions answered once', tried: mentions.length, held: answeredOnce });
  report({ where: WHERE, what: 'deliveries authorised', tried: there.all, held: there.authorised, note: there.note });
  report({ where: WHERE, what: 'commands authorised', tried: home.all, held: home.authorised, note: home.note });
  expect([once, inOrder, answeredOnce, refused]).toEqual([MESSAGES, ROOMS, mentions.length, 0]);
  expect(answered()).toEqual(asked);
  expect([there.all - there.authorised, home.all - home.authorised]).toEqual([0, 0]);
}, 2_700_000);
