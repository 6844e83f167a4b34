import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';
import { Bot, Id, Instant, Name } from './parts.ts';

const Prefixes = z.array(z.string().check(z.minLength(1), z.maxLength(16))).check(z.maxLength(20));

/** What the app says of itself, in `app.hello` and in answer to the command `hello`. */
export const AppHello = z.strictObject({
  appVersion: Name,
  bot: Bot,
  /** `Site_Url` of the workspace. */
  siteUrl: z.string().check(z.maxLength(2_048)),
  /** *What leaves this workspace*. An empty `rooms` list narrows nothing; while `paused`, nothing leaves. */
  egress: z.strictObject({
    paused: z.boolean(),
    scope: z.enum(['addressed', 'rooms']),
    rooms: z.array(Name).check(z.maxLength(LIMITS.listItems)),
  }),
  /** The app's clock, so that either side can report skew. */
  now: Instant,
});
export type AppHello = z.infer<typeof AppHello>;

/** What the gateway says of itself, in the command `hello` and in answer to the event `app.hello`. */
export const GatewayHello = z.strictObject({
  pluginVersion: Name,
  accountId: Id,
  /** Which messages start a turn without a mention: the app lets those out too, where its admin allows it. */
  activation: z.strictObject({
    commandPrefixes: Prefixes,
    oncharPrefixes: Prefixes,
    answersEveryMessageIn: z.array(Name).check(z.maxLength(LIMITS.listItems)),
  }),
  now: Instant,
});
export type GatewayHello = z.infer<typeof GatewayHello>;
