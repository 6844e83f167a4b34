import * as z from 'zod/mini';
import { Blocks, Label } from './block.ts';
import { Answered, Delivery } from './delivery.ts';
import { AppHello, GatewayHello } from './handshake.ts';
import { LIMITS } from './limits.ts';
import { Message } from './message.ts';
import { Actor, Emoji, EventId, Id, Instant, Name, Room, Text } from './parts.ts';

/** Idempotency key: a command with the same key has its effect once, and a repeat returns the first result. */
const Key = z.string().check(z.regex(/^[\x21-\x7e]+$/), z.maxLength(LIMITS.keyChars));

const envelope = { v: z.literal(1), key: Key };
const limit = z.int().check(z.gte(1), z.lte(LIMITS.listItems));
const inRoom = { roomId: Id };
const onMessage = { roomId: Id, messageId: Id };
/**
 * The id of the event that is answered. It opens a room that has been closed since (switched off, off the list, paused)
 * for this answer; it is needed nowhere else.
 */
const answering = { answers: z.optional(EventId) };
const writeInRoom = { ...inRoom, ...answering };
const writeOnMessage = { ...onMessage, ...answering };
const query = { query: Name, limit };
/**
 * Clients that show blocks show no text beside them, so the app puts the text above the blocks as a section of its own,
 * unless one of them says the same. Notifications, search and older clients have the text alone.
 */
const written = { text: Text, blocks: z.optional(Blocks) };

/** A message of the past, with who wrote it. */
const PastMessage = z.strictObject({ message: Message, actor: Actor });
const PastMessages = z.strictObject({ messages: z.array(PastMessage).check(z.maxLength(LIMITS.listItems)) });

/** `by` are usernames. */
const Reaction = z.strictObject({ emoji: Emoji, by: z.array(Name).check(z.maxLength(LIMITS.listItems)) });

const Posted = z.strictObject({ messageId: Id });
const Done = z.strictObject({});

/** The path of a file on the gateway (`filePath`). It also identifies the file to which a part belongs. */
const Path = z.string().check(z.regex(/^\/[\x21-\x7e]*$/), z.maxLength(2_048));

/**
 * Everything the gateway may ask of the app: the fields of the request and the shape of its result.
 * Reads are commands too, so that one door, one signature and one ledger serve all of them.
 */
const COMMANDS = {
  hello: { request: { gateway: GatewayHello }, result: AppHello },
  /**
   * `alsoInRoom` shows a reply of a thread in its room as well; outside threads it says nothing. A `quiet` post notifies
   * nobody and makes nothing unread. It is for rooms: the server does not count it among the replies of a thread.
   */
  post: {
    request: {
      ...writeInRoom,
      threadId: z.optional(Id),
      alsoInRoom: z.optional(z.boolean()),
      quiet: z.optional(z.boolean()),
      ...written,
    },
    result: Posted,
  },
  /** Text and blocks are replaced together: without `blocks` the message loses its own. */
  update: { request: { ...writeOnMessage, ...written }, result: Done },
  delete: { request: writeOnMessage, result: Done },
  react: { request: { ...writeOnMessage, emoji: Emoji }, result: Done },
  unreact: { request: { ...writeOnMessage, emoji: Emoji }, result: Done },
  /** The reactions to a message, in the order of the workspace, which knows people by name alone. */
  reactions: {
    request: onMessage,
    result: z.strictObject({ reactions: z.array(Reaction).check(z.maxLength(LIMITS.listItems)) }),
  },
  typing: { request: { ...writeInRoom, threadId: z.optional(Id), on: z.boolean() }, result: Done },
  /** Ephemeral: one person sees it until they reload. */
  notify: { request: { ...writeInRoom, userId: Id, threadId: z.optional(Id), text: Text }, result: Done },
  /**
   * For a gateway that the app cannot reach: it fetches each delivery, hands it to its own door, and brings the door's
   * answer with its next call. It makes one call at a time: a delivery that the next call does not answer was lost, and
   * is handed out again.
   *
   * The app answers as soon as there is a delivery, or after `waitMs`. With 0 nothing is handed out: it is the last
   * call.
   */
  fetch: {
    request: {
      waitMs: z.int().check(z.gte(0), z.lte(LIMITS.fetchWaitMs)),
      answered: z.optional(Answered),
    },
    result: z.strictObject({ delivery: z.optional(Delivery) }),
  },
  /**
   * The app pulls the bytes from `path` on the gateway (`filePath`), because a body holds no file; unless `filePart` has
   * brought them before. It stores nothing that has another size or another SHA-256 (base64url). The engine posts a file
   * in the room itself; in a thread `messageId` is a post that links to it.
   */
  upload: {
    request: {
      ...writeInRoom,
      threadId: z.optional(Id),
      path: Path,
      name: Name,
      type: Name,
      size: z.int().check(z.nonnegative()),
      // Optional only in the schema: an app of 0.1.0 is not sent it.
      sha256: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))),
      text: z.optional(Text),
    },
    result: Posted,
  },
  /**
   * For a gateway that the app cannot reach: a part of the file at `path`, in base64. All but the last have
   * `LIMITS.uploadPartBytes`; of an empty file the first is empty. They are kept for some minutes, for one `upload`.
   */
  filePart: {
    request: {
      path: Path,
      index: z.int().check(z.gte(0), z.lt(Math.ceil(LIMITS.uploadBytes / LIMITS.uploadPartBytes))),
      bytes: z.string().check(z.maxLength((LIMITS.uploadPartBytes / 3) * 4), z.regex(/^[A-Za-z0-9+/]*={0,2}$/)),
    },
    result: Done,
  },
  /** `bytes` is base64 of at most `length` bytes from `offset`; `size` is that of the whole file. */
  readFile: {
    request: {
      ...inRoom,
      fileId: Id,
      offset: z.int().check(z.nonnegative()),
      length: z.int().check(z.gte(1), z.lte(LIMITS.filePartBytes)),
    },
    result: z.strictObject({ bytes: z.string(), size: z.int().check(z.nonnegative()), type: Name }),
  },
  /** Oldest first, all of them older than `before`. */
  history: { request: { ...inRoom, before: z.optional(Instant), limit }, result: PastMessages },
  thread: { request: { ...inRoom, threadId: Id, limit }, result: PastMessages },
  /** `exact`: only the room with this unique name. Otherwise also the one with this id, and those with similar names. */
  findRooms: {
    request: { ...query, exact: z.optional(z.boolean()) },
    result: z.strictObject({ rooms: z.array(Room) }),
  },
  findUsers: { request: query, result: z.strictObject({ users: z.array(Actor) }) },
  /**
   * Returns the names among these that a message would mention: names of users and of teams, compared exactly. For an
   * app whose `features` name `NAMES_TAKEN`. An app that may not say it answers with all of them.
   */
  namesTaken: {
    request: { names: z.array(Name).check(z.minLength(1), z.maxLength(LIMITS.namesAsked)) },
    result: z.strictObject({ taken: z.array(Name).check(z.maxLength(LIMITS.namesAsked)) }),
  },
  /** The direct room with one person, which is created if there is none; or the one with several, if there is one. */
  openDirect: {
    request: { ...answering, userIds: z.array(Id).check(z.minLength(1), z.maxLength(20)) },
    result: z.strictObject({ room: Room }),
  },
  members: { request: { ...inRoom, limit }, result: z.strictObject({ users: z.array(Actor) }) },
  pin: { request: onMessage, result: Done },
  unpin: { request: onMessage, result: Done },
  pins: { request: inRoom, result: PastMessages },
  /**
   * A form with one line of text for one person, who has clicked or typed a command not more than 5 seconds ago: clients
   * forget a `triggerId` after that. `viewId` is new for each form; the answer comes back under `input.actionId`.
   */
  openView: {
    request: {
      ...writeInRoom,
      userId: Id,
      triggerId: Id,
      viewId: Id,
      title: Label,
      submit: Label,
      input: z.strictObject({
        actionId: Id,
        label: Label,
        placeholder: z.optional(Label),
        multiline: z.optional(z.boolean()),
      }),
    },
    result: Done,
  },
  /** Did the command with this key happen? `unknown` where the app cannot tell. */
  outcome: {
    request: { of: Key },
    result: z.strictObject({ happened: z.enum(['yes', 'no', 'unknown']), messageId: z.optional(Id) }),
  },
} as const;

export type CommandType = keyof typeof COMMANDS;

/** All command types, for tables and tests. */
export const COMMAND_TYPES = Object.keys(COMMANDS) as CommandType[];

/** One command type as a schema. Built per type, because a union made in a loop would forget which field is whose. */
function request<T extends CommandType>(type: T) {
  return z.strictObject({ ...envelope, command: z.literal(type), ...(COMMANDS[type].request as Request<T>) });
}
type Request<T extends CommandType> = (typeof COMMANDS)[T]['request'];

export const Command = z.discriminatedUnion('command', [
  request('hello'),
  request('post'),
  request('update'),
  request('delete'),
  request('react'),
  request('unreact'),
  request('reactions'),
  request('typing'),
  request('notify'),
  request('fetch'),
  request('filePart'),
  request('upload'),
  request('readFile'),
  request('history'),
  request('thread'),
  request('findRooms'),
  request('findUsers'),
  request('namesTaken'),
  request('openDirect'),
  request('members'),
  request('pin'),
  request('unpin'),
  request('pins'),
  request('openView'),
  request('outcome'),
]);
export type Command = z.infer<typeof Command>;
export type CommandOf<T extends CommandType> = Extract<Command, { command: T }>;

export type CommandResult<T extends CommandType> = z.infer<(typeof COMMANDS)[T]['result']>;

/** The schema of what a command of this type returns. */
export function resultSchema<T extends CommandType>(type: T): (typeof COMMANDS)[T]['result'] {
  return COMMANDS[type].result;
}
