import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';

/** No control characters, none that turn or hide text, no halves of a character, and no blank at either end. */
const OPAQUE = /^[^\s\p{Cc}\p{Cf}\p{Cs}](?:[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*[^\s\p{Cc}\p{Cf}\p{Cs}])?$/u;

/**
 * An id of Rocket.Chat's or ours, compared code by code (ids are case-sensitive). Most are letters and digits, but other
 * servers of a federation choose theirs: `Jörg Müller` is one. Where an id becomes part of something, it is escaped.
 */
export const Id = z.string().check(z.regex(OPAQUE), z.maxLength(LIMITS.idChars));

/** Stable over retries and restarts of the app: the gateway removes repeats by it. */
export const EventId = z.string().check(z.regex(OPAQUE), z.maxLength(LIMITS.eventIdChars));

/** A name for people; may be empty, because a direct room has none. */
export const Name = z.string().check(z.maxLength(LIMITS.nameChars));

export const Text = z.string().check(z.maxLength(LIMITS.textChars));

/** Milliseconds since 1970, in years of four digits. */
export const Instant = z.int().check(z.nonnegative(), z.lte(LIMITS.lastInstantMs));

/** `:name:` as Rocket.Chat writes reactions. */
export const Emoji = z.string().check(z.regex(/^:[^\s:]{1,64}:$/));

/** A room without its topic, members and settings: they are not needed and stay at home. */
export const Room = z.strictObject({
  id: Id,
  /** `group` is a direct message among more than two people; `private` a channel by invitation. */
  type: z.enum(['direct', 'group', 'channel', 'private', 'livechat']),
  name: Name,
  /** The room this discussion belongs to. */
  parentId: z.optional(Id),
  encrypted: z.optional(z.boolean()),
});
export type Room = z.infer<typeof Room>;

/** A language as Rocket.Chat names it: `de`, `pt-BR`. */
export const LanguageTag = z.string().check(z.regex(/^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}$/));

/** The origin of a message that no person typed in a client. Its account proves nothing about its author. */
export const Via = z.strictObject({
  /** `alias` is an account that writes under other names, as many bridges do. */
  kind: z.enum(['integration', 'bridge', 'import', 'email', 'app', 'alias']),
  /** Of the integration or app, where the server tells. */
  id: z.optional(Id),
  /** Of the account. */
  username: Name,
  /** The account's display name, where its messages bear other names (`alias`). */
  name: z.optional(Name),
});
export type Via = z.infer<typeof Via>;

/**
 * A person, bot or app; without e-mail address, status and whatever else Rocket.Chat knows. With `via` it is a bot whose
 * `id` is nobody's user id, so that no list of people has it; its `name` is the alias, and `username` is empty.
 */
export const Actor = z.strictObject({
  id: Id,
  username: Name,
  name: Name,
  type: z.enum(['user', 'bot', 'app', 'unknown']),
  roles: z.array(Name).check(z.maxLength(LIMITS.roles)),
  via: z.optional(Via),
  /** Of the person's account. Sent to a gateway that names `actor.language`, so that our own sentences can be in it. */
  language: z.optional(LanguageTag),
});
export type Actor = z.infer<typeof Actor>;

/** The app's own user. Named in each delivery, because an admin may rename it. */
export const Bot = z.strictObject({ id: Id, username: Name });
export type Bot = z.infer<typeof Bot>;

/** `all` and `here` stand in `id` where somebody wrote `@all` or `@here`. */
export const Mention = z.strictObject({ id: Id, username: Name });
export type Mention = z.infer<typeof Mention>;

export const File = z.strictObject({
  id: Id,
  name: Name,
  /** MIME type as the uploader named it: a claim, not a fact. */
  type: Name,
  /** Bytes; absent where the server did not say. */
  size: z.optional(z.int().check(z.nonnegative())),
});
export type File = z.infer<typeof File>;

/** Somebody who has changed a message. The id is `unknown` where the server does not tell. */
export const Editor = z.strictObject({ id: Id, username: Name, name: Name });
export type Editor = z.infer<typeof Editor>;

/** Identifies a message and its author. */
export const MessageRef = z.strictObject({ id: Id, threadId: z.optional(Id), authorId: Id });
export type MessageRef = z.infer<typeof MessageRef>;
