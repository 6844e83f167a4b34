import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Delivery,
  DURABLE_HEADER,
  deriveKeyRing,
  Envelope,
  type Event,
  EventBatch,
  EventsAnswer,
  eventRoute,
  filePath,
  type GatewayHello,
  REFUSALS,
  readCompact,
  readJson,
  verify,
  verifyBody,
} from '@rocketchat-openclaw/shared';
import type { commandsOf } from './installed-app.ts';

/** Short, so that no test waits for its end. */
const WAIT_MS = 1_000;

/** A peer for the app alone: verifies as the contract says, remembers, acknowledges. */
export interface GatewayStandIn {
  readonly url: string;
  readonly batches: readonly EventBatch[];
  /** All events so far, in the order of the wire, each as often as it came. */
  events(): Event[];
  /** Each event once, as the gateway takes them: in the order in which they were first acknowledged. */
  accepted(): Event[];
  /** Refuses requests with this status from now on, or takes them again. */
  refuseWith(status: number | undefined, headers?: Record<string, string>, body?: object): void;
  /** Keeps requests waiting from now on. @returns lets them go on */
  keepWaiting(): () => void;
  /** Answers this for each event from now on, instead of the truth. */
  answerWith(result: Omit<EventsAnswer['results'][number], 'id'> | undefined): void;
  /** Its commands do not reach the app, as its hello says from now on. */
  cannotCall(why: string | undefined): void;
  /** Adds these headers to its 202 from now on. */
  say202With(headers: Record<string, string>): void;
  /** How many deliveries came, refused ones among them. */
  attempts(): number;
  /** Fetches from the app, one call after the other, until `end`. */
  fetchFrom(commands: Commands, how?: { loses?: () => boolean }): Fetching;
  /** Holds bytes ready for one pull. Returns their path. */
  offer(bytes: Uint8Array): string;
  /** A path at which a pull is redirected. */
  redirect(to: string): string;
  stop(): Promise<void>;
}

type Commands = Pick<ReturnType<typeof commandsOf>, 'command'>;

export interface Fetching {
  /** Brings the last answer and says that nobody comes again. */
  end(): Promise<void>;
}

/** It answers only where it is mentioned. */
const NOTHING: GatewayHello['activation'] = {
  commandPrefixes: [],
  oncharPrefixes: [],
  answersEveryMessageIn: [],
  mentionAll: false,
};

interface Responded {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly answer?: object;
}

/**
 * @param activation what it says of itself in answer to the app's hello; left out, it says nothing
 * @param pluginVersion as it says it
 */
export async function startGatewayStandIn(
  secret: string,
  activation?: GatewayHello['activation'],
  pluginVersion = '9.8.7',
): Promise<GatewayStandIn> {
  const batches: EventBatch[] = [];
  const accepted = new Map<string, Event>();
  const files = new Map<string, Uint8Array>();
  const redirects = new Map<string, string>();
  let refusal: Responded | undefined;
  let mayGoOn = Promise.resolve();
  let told: Parameters<GatewayStandIn['answerWith']>[0];
  let attempts = 0;
  let said: Record<string, string> = {};
  let way: GatewayHello['way'];
  const keys = await deriveKeyRing({ current: secret }, 'event', 'default');

  async function answer(authorization: string | undefined, payload: string): Promise<EventsAnswer> {
    const claims = await verify(readCompact(authorization), eventRoute('default'), keys, Date.now());
    await verifyBody(claims, payload);
    const batch = readJson(EventBatch, payload, 'an event batch');
    batches.push(batch);
    const results = batch.events.map((event) => {
      const outcome = accepted.has(event.id) ? ('duplicate' as const) : ('accepted' as const);
      if (outcome === 'accepted') accepted.set(event.id, event);
      return { id: event.id, outcome, ...told };
    });
    if (!(activation || way) || !batch.events.some(({ type }) => type === 'app.hello')) return { results };
    const wanted = activation ?? NOTHING;
    return {
      results,
      hello: { pluginVersion, accountId: 'default', activation: wanted, ...(way && { way }), now: Date.now() },
    };
  }

  /** The answer of the door, whether the delivery was pushed or fetched. */
  async function respond(authorization: string | undefined, payload: string): Promise<Responded> {
    attempts++;
    await mayGoOn;
    if (refusal) return { ...refusal };
    try {
      const answered = await answer(authorization, payload);
      return { status: 202, headers: { [DURABLE_HEADER.name]: DURABLE_HEADER.value, ...said }, answer: answered };
    } catch {
      return { status: 401, headers: {} };
    }
  }

  const server = http.createServer((request, response) => {
    if (request.method === 'GET') {
      const location = redirects.get(request.url ?? '');
      if (location) return void response.writeHead(302, { location }).end();
      const bytes = files.get(request.url ?? '');
      files.delete(request.url ?? '');
      response.writeHead(bytes ? 200 : 404, { 'content-type': 'application/octet-stream' }).end(bytes);
      return;
    }
    void text(request)
      .then((body) => respond(request.headers.authorization, readJson(Envelope, body, 'an envelope').payload))
      .then(({ status, headers, answer: answered = {} }) => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answered));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    batches,
    events: () => batches.flatMap((batch) => batch.events),
    accepted: () => [...accepted.values()],
    refuseWith(status, headers = {}, body = refusalOf(status)) {
      refusal = status === undefined ? undefined : { status, headers, answer: body };
    },
    keepWaiting() {
      const { promise, resolve } = Promise.withResolvers<void>();
      mayGoOn = promise;
      return resolve;
    },
    answerWith(result) {
      told = result;
    },
    cannotCall(why) {
      way = why === undefined ? undefined : { fault: { since: Date.now(), why } };
    },
    say202With(headers) {
      said = headers;
    },
    attempts: () => attempts,
    fetchFrom: (commands, how) => fetchFrom(commands, respond, how),
    redirect(to) {
      const path = filePath('default', randomBytes(16).toString('base64url'));
      redirects.set(path, to);
      return path;
    },
    offer(bytes) {
      const path = filePath('default', randomBytes(16).toString('base64url'));
      files.set(path, bytes);
      return path;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @param loses is what was handed out now lost on its way, as with a connection that breaks? */
function fetchFrom(
  { command }: Commands,
  respond: (authorization: string, payload: string) => Promise<Responded>,
  { loses = () => false }: { loses?: () => boolean } = {},
): Fetching {
  let isOver = false;
  let answered: object | undefined;

  async function fetchOnce(waitMs: number): Promise<void> {
    const asked = { command: 'fetch', waitMs, ...(answered && { answered }) };
    const { ok, result } = (await command(asked)) as { ok: boolean; result: { delivery?: Delivery } };
    if (!ok) throw new Error('it cannot be fetched');
    answered = undefined;
    if (!result.delivery || loses()) return;
    const { id, token, payload } = result.delivery;
    const { answer, ...responded } = await respond(`Bearer ${token}`, payload);
    // From a refusal the gateway takes along nothing but an answer to events (takeToDoor).
    answered = { id, ...responded, ...(EventsAnswer.safeParse(answer).success && { answer }) };
  }

  const running = (async () => {
    // An app whose process was killed answers nothing for a while.
    while (!isOver) await fetchOnce(WAIT_MS).catch(() => sleep(100));
  })();
  return {
    async end() {
      isOver = true;
      await running;
      await fetchOnce(0);
    },
  };
}

/** As our door answers with this status. */
function refusalOf(status: number | undefined): { error?: string } {
  const [code] = Object.entries(REFUSALS).find(([, refusal]) => refusal.status === status) ?? [];
  return code === undefined ? {} : { error: code };
}
