import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';
import { Bot, Id, Instant, LanguageTag, Name } from './parts.ts';
import { COMMAND_PATH } from './route.ts';

const Prefix = z.string().check(z.minLength(1), z.maxLength(LIMITS.prefixChars));
const Prefixes = z.array(Prefix).check(z.maxLength(LIMITS.prefixes));

/** Features of one side beyond 0.1.0. The other side uses none that is not named here. */
const Features = z.optional(z.array(z.string().check(z.regex(/^[a-z0-9.-]{1,40}$/))).check(z.maxLength(50)));

/**
 * The way to the other side: only the side that sends sees whether its requests arrive. A side that has sent nothing yet
 * says neither.
 */
const Way = z.object({
  /** When the other side last answered a request. */
  lastAt: z.optional(Instant),
  /** Since when requests fail, and why: a clause for the people of the other side, with what to do. */
  fault: z.optional(z.object({ since: Instant, why: z.string().check(z.maxLength(LIMITS.faultChars)) })),
});
export type Way = z.infer<typeof Way>;

/** `upload` takes the SHA-256 of the file, and does not take a file without it. */
export const UPLOAD_SHA256 = 'upload.sha256';
/** The app carries out `namesTaken`. */
export const NAMES_TAKEN = 'names.taken';

/** The gateway takes actors with `language`. */
export const ACTOR_LANGUAGE = 'actor.language';
/** The gateway takes messages with `attachments`. */
export const MESSAGE_ATTACHMENTS = 'message.attachments';

/**
 * The app describes itself, in `app.hello` and in answer to the command `hello`. Either side overlooks fields that it does
 * not know, so that a later version may have more to say.
 */
export const AppHello = z.object({
  appVersion: Name,
  bot: Bot,
  /** `Site_Url` of the workspace. */
  siteUrl: z.string().check(z.maxLength(2_048)),
  /** The setting *What is sent to OpenClaw*. An empty `rooms` list means all rooms; while `paused`, nothing is sent. */
  egress: z.strictObject({
    paused: z.boolean(),
    scope: z.enum(['addressed', 'rooms']),
    rooms: z.array(Name).check(z.maxLength(LIMITS.listItems)),
  }),
  /** `Message_MaxAllowedSize` of the workspace: a longer post or edit is refused with `text-too-long`. */
  messageMaxChars: z.int().check(z.gte(1)),
  /**
   * The private path at which the app takes commands; it contains the id of this installation. Absent while the app
   * does not know it, and from 0.1.0, which takes them at the path of `commandRoute`.
   */
  commandPath: z.optional(z.string().check(z.regex(COMMAND_PATH))),
  /** The setting `Language` of the workspace. Absent where the server does not tell it. */
  language: z.optional(LanguageTag),
  features: Features,
  /** Deliveries to the gateway. */
  way: z.optional(Way),
  /** The app's clock, so that either side can report skew. */
  now: Instant,
});
export type AppHello = z.infer<typeof AppHello>;

/** The gateway describes itself, in the command `hello` and in answer to the event `app.hello`. */
export const GatewayHello = z.object({
  pluginVersion: Name,
  accountId: Id,
  /** Messages that start a turn without a mention: the app sends those too, if its admin allows it. */
  activation: z.strictObject({
    /**
     * Whole commands, prefix and name, such as `!status`: a message that begins with one of these words. Neither these
     * nor the next begin with a letter, a digit, `@` or white space, so that the app sees at a glance which message has none.
     */
    commandPrefixes: Prefixes,
    /** A message that begins with one of these is for the bot, such as `>`. */
    oncharPrefixes: Prefixes,
    /** Do `@all` and `@here` address the bot? */
    mentionAll: z.boolean(),
    /** Names of rooms, `*` for all of them: there every message is for the bot, which needs the scope `rooms`. */
    answersEveryMessageIn: z.array(Name).check(z.maxLength(LIMITS.listItems)),
  }),
  features: Features,
  /** Commands to the app. */
  way: z.optional(Way),
  now: Instant,
});
export type GatewayHello = z.infer<typeof GatewayHello>;
