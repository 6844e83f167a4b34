import * as z from 'zod/mini';
import { AppHello } from './handshake.ts';
import { LIMITS } from './limits.ts';
import { Message } from './message.ts';
import { Actor, Bot, Emoji, EventId, Id, Instant, MessageRef, Name, Room, Text } from './parts.ts';

/** In every event. `at` is when it happened in Rocket.Chat, not when it was sent. */
const happened = { id: EventId, at: Instant };
const inRoom = { ...happened, room: Room, actor: Actor };

/** The author's own words. If somebody else edited it before it left, it has no text: the edit is an event of theirs. */
const MessageSent = z.strictObject({ type: z.literal('message.sent'), ...inRoom, message: Message });

/** `actor` is who edited; `authorId` is whose message it is. */
const MessageUpdated = z.strictObject({
  type: z.literal('message.updated'),
  ...inRoom,
  message: Message,
  authorId: Id,
});

const MessageDeleted = z.strictObject({ type: z.literal('message.deleted'), ...inRoom, message: MessageRef });

const reaction = { ...inRoom, message: MessageRef, emoji: Emoji };
const ReactionAdded = z.strictObject({ type: z.literal('reaction.added'), ...reaction });
const ReactionRemoved = z.strictObject({ type: z.literal('reaction.removed'), ...reaction });

/** `triggerId` lets the app open a form for this person for a short time (Rocket.Chat's UIKit). */
const ActionClicked = z.strictObject({
  type: z.literal('action.clicked'),
  ...inRoom,
  message: z.optional(MessageRef),
  actionId: Id,
  value: z.optional(Text),
  triggerId: z.optional(Id),
});

const ViewSubmitted = z.strictObject({
  type: z.literal('view.submitted'),
  ...inRoom,
  viewId: Id,
  values: z.record(Id, Text),
  triggerId: z.optional(Id),
});

/** A slash command of ours; `text` is all that follows `/openclaw`. */
const CommandInvoked = z.strictObject({
  type: z.literal('command.invoked'),
  ...inRoom,
  command: Name,
  text: Text,
  threadId: z.optional(Id),
  triggerId: z.optional(Id),
});

/** The bot itself came or went; `actor` is who did it. */
const RoomJoined = z.strictObject({ type: z.literal('room.joined'), ...inRoom });
const RoomLeft = z.strictObject({ type: z.literal('room.left'), ...inRoom });

/**
 * Events of a room that never reach the gateway: they were removed for more important ones, or could not be read after
 * a crash. `actor` is that of the last one; `count` is absent if it is unknown.
 */
const Gap = z.strictObject({
  type: z.literal('gap'),
  ...inRoom,
  what: z.enum(['messages', 'reactions']),
  count: z.optional(z.int().check(z.gte(1))),
  since: Instant,
  until: Instant,
});

/** The app introduces itself: when it is enabled and when its settings change. */
const AppHelloEvent = z.strictObject({ type: z.literal('app.hello'), ...happened, hello: AppHello });

/** Every event that the app may send. */
export const Event = z.discriminatedUnion('type', [
  MessageSent,
  MessageUpdated,
  MessageDeleted,
  ReactionAdded,
  ReactionRemoved,
  ActionClicked,
  ViewSubmitted,
  CommandInvoked,
  RoomJoined,
  RoomLeft,
  Gap,
  AppHelloEvent,
]);
export type Event = z.infer<typeof Event>;
export type EventType = Event['type'];
export type EventOf<T extends EventType> = Extract<Event, { type: T }>;

/** One delivery: events of any rooms, those of one room in the order in which they happened. */
export const EventBatch = z.strictObject({
  v: z.literal(1),
  bot: Bot,
  events: z.array(Event).check(z.minLength(1), z.maxLength(LIMITS.eventsPerBatch)),
});
export type EventBatch = z.infer<typeof EventBatch>;
