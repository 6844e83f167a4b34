import * as z from 'zod/mini';
import { REFUSALS, type RefusalCode } from '../errors.ts';
import { GatewayHello } from './handshake.ts';
import { LIMITS } from './limits.ts';

const EventResult = z.strictObject({
  id: z.string().check(z.maxLength(LIMITS.eventIdChars)),
  /** `accepted` is said only after the event is on disk; `duplicate` of one that already was. */
  outcome: z.enum(['accepted', 'duplicate', 'refused']),
  reason: z.optional(z.string()),
});

/** The gateway's 202 to a delivery: one result for each event. `hello` answers `app.hello`. */
export const EventsAnswer = z.strictObject({
  results: z.array(EventResult).check(z.maxLength(LIMITS.eventsPerBatch)),
  hello: z.optional(GatewayHello),
});
export type EventsAnswer = z.infer<typeof EventsAnswer>;

/** Present on every 202 whose events are stored. A 202 without it does not come from our gateway. */
export const DURABLE_HEADER = { name: 'x-openclaw-delivery-accepted', value: 'durable' } as const;

/**
 * On a 202, where the gateway does not know the app's path: the app then says hello. A header, because an app of 0.1.0
 * refuses an answer with a field that it does not know.
 */
export const WANTS_HELLO_HEADER = { name: 'x-openclaw-wants', value: 'hello' } as const;

const codes = Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]];

const CommandError = z.strictObject({
  code: z.enum(codes),
  message: z.string(),
  /** Why a room is closed to the command, in one of the app's words (`switched-off`). */
  reason: z.optional(z.string().check(z.regex(/^[a-z-]+$/), z.maxLength(64))),
});

/** The app's 200 to a command. `result` is read with the schema of the command's type. */
export const CommandAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: CommandError }),
]);
export type CommandAnswer = z.infer<typeof CommandAnswer>;

/** The body of both directions: the signed text travels as one string, since an app never sees raw bytes. */
export const Envelope = z.strictObject({ payload: z.string() });
export type Envelope = z.infer<typeof Envelope>;

/** The content type of the body in both directions. Our peer sends it without parameters. */
export const JSON_TYPE = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;

/** The same answer to every failed authentication, byte for byte. */
export const UNAUTHORIZED_BODY = '{"error":"unauthorized"}';
