import {
  DURABLE_HEADER,
  Envelope,
  EventBatch,
  JSON_TYPE,
  type KeyRing,
  Refusal,
  type ReplayWindow,
  type Route,
  readCompact,
  readJson,
  verify,
  verifyBody,
  WANTS_HELLO_HEADER,
} from '@rocketchat-openclaw/shared';
import { Hono } from 'hono';
import { handOver } from '../files/hand-over.ts';
import type { Offers } from '../files/offers.ts';
import { type Answering, answer, answerReplay } from './answer.ts';
import type { Guard } from './guard.ts';
import { readBody } from './read-body.ts';
import { type RefusalLog, refuse } from './refuse.ts';

export interface Door extends Answering {
  /** The path at which the account is served. It may differ from the contract path, which is the one in tokens. */
  readonly path: string;
  readonly route: Route;
  readonly keys: KeyRing;
  readonly guard: Guard;
  /** The files that the app may pull. */
  readonly offers: Pick<Offers, 'take'>;
  readonly replay: ReplayWindow;
  /** Is the path at which the app takes commands unknown? */
  readonly wantsHello: () => boolean;
  readonly clock: () => number;
  readonly onRefusal: RefusalLog;
}

/** Facts about a visitor that only the adapter knows. */
export interface Visitor {
  readonly client: string;
  /** Names of headers that may be sent once, and were sent more often. */
  readonly sentTwice?: readonly string[];
}

type Context = { Bindings: Visitor };

/**
 * The door for events and files, independent of the transport. Each step checks one thing; before `verify` no body is
 * read and no disk is touched, so an unauthenticated visitor costs little.
 */
export function openDoor(door: Door): Hono<Context> {
  const app = new Hono<Context>().basePath(door.path);

  app.use((c, next) => {
    requireOnce(c.env.sentTwice ?? []); // 401 for the one that proves who sends, 400 for the others
    return next();
  });

  app.post('/events', async (c) => {
    const leave = door.guard.enter(); // 429 when too many are inside
    try {
      const compact = readCompact(c.req.header('authorization')); // 401 on shape and header
      const claims = await verify(compact, door.route, door.keys, door.clock()); // 401 on key id, signature, claims
      requireJson(c.req.raw.headers); // 415
      const { payload } = readJson(Envelope, await readBody(c.req.raw), 'an envelope'); // 413, 408, 400
      await verifyBody(claims, payload); // 401 when it is not what was signed
      const isNew = door.replay.admit(claims, door.clock()); // 503 when the window is full
      const batch = readJson(EventBatch, payload, 'an event batch'); // 400
      const results = isNew ? await answer(batch, door) : answerReplay(batch, door); // 503 when nothing can be stored
      return c.json(results, 202, {
        [DURABLE_HEADER.name]: DURABLE_HEADER.value,
        'cache-control': 'no-store',
        ...(door.wantsHello() && { [WANTS_HELLO_HEADER.name]: WANTS_HELLO_HEADER.value }),
      });
    } finally {
      leave();
    }
  });

  app.get('/files/:token', (c) => {
    // Hono routes HEAD here as well, and that is no pull.
    const pull = c.req.raw.method === 'GET' ? door.offers.take(c.req.param('token')) : undefined;
    if (!pull) throw new Refusal('not-found', 'no such path');
    return handOver(pull, door.guard.enter()); // 429 when too many are inside
  });

  app.all('/events', () => {
    throw new Refusal('method-not-allowed', 'events are posted');
  });
  app.notFound((c) => refuse(new Refusal('not-found', 'no such path'), c.env.client, door));
  app.onError((error, c) => refuse(error, c.env.client, door));
  return app;
}

function requireOnce(sentTwice: readonly string[]): void {
  if (sentTwice.includes('authorization')) throw new Refusal('unauthorized', 'two authorization headers');
  if (sentTwice.length > 0) throw new Refusal('bad-request', `sent more than once: ${sentTwice.join(', ')}`);
}

/** A compressed body may be a thousand times as long as it seems; our peer does not compress. */
function requireJson(headers: Headers): void {
  if (!JSON_TYPE.test(headers.get('content-type') ?? '')) {
    throw new Refusal('unsupported-media-type', 'the body must be application/json');
  }
  if (!['', 'identity'].includes(headers.get('content-encoding') ?? '')) {
    throw new Refusal('unsupported-media-type', 'the body must not be compressed');
  }
}
