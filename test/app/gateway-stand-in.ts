import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  DURABLE_HEADER,
  deriveKeyRing,
  Envelope,
  type Event,
  EventBatch,
  type EventsAnswer,
  eventRoute,
  filePath,
  type GatewayHello,
  readCompact,
  readJson,
  verify,
  verifyBody,
} from '@rocketchat-openclaw/shared';

/** A peer for the app alone: verifies as the contract says, remembers, acknowledges. */
export interface GatewayStandIn {
  readonly url: string;
  readonly batches: readonly EventBatch[];
  /** All events so far, in the order of the wire, each as often as it came. */
  events(): Event[];
  /** Each event once, as the gateway takes them: in the order in which they were first acknowledged. */
  accepted(): Event[];
  /** What it does with requests from now on: the status of its refusal, or nothing to take them. */
  refuseWith(status: number | undefined, headers?: Record<string, string>): void;
  /** How many deliveries came, refused ones among them. */
  attempts(): number;
  /** Holds bytes ready for one pull. Returns their path. */
  offer(bytes: Uint8Array): string;
  stop(): Promise<void>;
}

/** @param activation what it says of itself in answer to the app's hello; left out, it says nothing */
export async function startGatewayStandIn(
  secret: string,
  activation?: GatewayHello['activation'],
): Promise<GatewayStandIn> {
  const batches: EventBatch[] = [];
  const accepted = new Map<string, Event>();
  const files = new Map<string, Uint8Array>();
  let refusal: { status: number; headers: Record<string, string> } | undefined;
  let attempts = 0;
  const keys = await deriveKeyRing({ current: secret }, 'event', 'default');

  async function answer(request: http.IncomingMessage): Promise<EventsAnswer> {
    const claims = await verify(readCompact(request.headers.authorization), eventRoute('default'), keys, Date.now());
    const body = await text(request);
    const { payload } = readJson(Envelope, body, 'an envelope');
    await verifyBody(claims, payload);
    const batch = readJson(EventBatch, payload, 'an event batch');
    batches.push(batch);
    const results = batch.events.map((event) => {
      const outcome = accepted.has(event.id) ? ('duplicate' as const) : ('accepted' as const);
      if (outcome === 'accepted') accepted.set(event.id, event);
      return { id: event.id, outcome };
    });
    if (!activation || !batch.events.some(({ type }) => type === 'app.hello')) return { results };
    return { results, hello: { pluginVersion: '9.8.7', accountId: 'default', activation, now: Date.now() } };
  }

  const server = http.createServer((request, response) => {
    if (request.method === 'GET') {
      const bytes = files.get(request.url ?? '');
      files.delete(request.url ?? '');
      response.writeHead(bytes ? 200 : 404, { 'content-type': 'application/octet-stream' }).end(bytes);
      return;
    }
    attempts++;
    if (refusal) return void response.writeHead(refusal.status, refusal.headers).end('{}');
    answer(request).then(
      (answered) => {
        const headers = { 'content-type': 'application/json', [DURABLE_HEADER.name]: DURABLE_HEADER.value };
        response.writeHead(202, headers).end(JSON.stringify(answered));
      },
      (error: Error) => response.writeHead(401).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    batches,
    events: () => batches.flatMap((batch) => batch.events),
    accepted: () => [...accepted.values()],
    refuseWith(status, headers = {}) {
      refusal = status === undefined ? undefined : { status, headers };
    },
    attempts: () => attempts,
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
