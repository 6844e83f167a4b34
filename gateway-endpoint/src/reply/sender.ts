import type { Block } from '@rocketchat-openclaw/shared';
import { createChannelPartialDeliveryError } from 'openclaw/plugin-sdk/channel-inbound';
import { PlatformMessageNotDispatchedError } from 'openclaw/plugin-sdk/error-runtime';
import { answering } from '../app-client/answering.ts';
import { AppCallError, type AppClient } from '../app-client/client.ts';
import { eventIn, fileKeyFor, type KeyOf, keyFor } from '../app-client/key.ts';
import { mayPass } from '../app-client/may-pass.ts';
import { isRefusal, RoomClosed } from '../app-client/refused-room.ts';
import type { MediaAccess } from '../files/load.ts';
import type { Uploads } from '../files/upload.ts';
import type { Card } from '../interactions/card.ts';
import type { Issue } from '../interactions/cards.ts';
import type { Controls } from '../interactions/controls.ts';
import { openExpected } from '../place/expected.ts';
import { type Place, placeIn } from '../place/place.ts';
import type { Target } from '../place/target.ts';
import { diskFaultOf } from '../store/disk-fault.ts';
import { halvesOf } from '../text/halve.ts';
import { learnNames, textFor, type Writing } from '../text/text.ts';
import type { Cuts } from './cuts.ts';
import { sendFiles } from './send-files.ts';
import { type Settled, settle } from './settle.ts';

export interface Outgoing {
  readonly to: Target;
  readonly threadId?: string | undefined;
  /** Is a reply in a thread shown in its room as well? */
  readonly alsoInRoom?: boolean | undefined;
  readonly text: string;
  /** Buttons and the like, below the last post of the text. */
  readonly card?: Card | undefined;
  /** Paths and addresses of files, in OpenClaw's spelling. They come after the text: a file is posted without one. */
  readonly media?: readonly string[] | undefined;
  /** The files of the host that may be read for them. */
  readonly mediaAccess?: MediaAccess | undefined;
  /** Usernames that the text may ping; none by default. */
  readonly allow?: readonly string[] | undefined;
  readonly keyOf: KeyOf;
  /** The event that is answered, if `keyOf` does not name it. */
  readonly answers?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Sent {
  readonly roomId: string;
  /** One id per message; none if there was nothing to post. */
  readonly messageIds: readonly string[];
}

/** The only way text and files leave for a workspace: answers, pairing codes and OpenClaw's own outbound all come through it. */
export interface Sender {
  /**
   * @throws PlatformMessageNotDispatchedError if it is certain that nothing was posted: OpenClaw may then repeat it
   * @throws ChannelPartialDeliveryError if only some pieces of a long text were posted
   * @throws AppCallError if that is unknown
   */
  send(message: Outgoing): Promise<Sent>;
  /**
   * Finds out whether a message was posted whose send got no answer.
   *
   * @throws AppCallError where the app cannot be asked
   */
  settle(message: Outgoing): Promise<Settled>;
  /** Called when a message came from this direct room: answers to its person go back there. */
  learnDirectRoom(userId: string, roomId: string): void;
  /** Called before an answer goes on OpenClaw's queue, from which it comes back without its event. */
  expect(answer: Pick<Outgoing, 'to' | 'threadId' | 'text'>, event: string): void;
}

/** A sender's parts beside the client, where an account runs. */
export interface Beside {
  /** Called after every message that was posted. Must not throw: the message would count as failed. */
  readonly wrote?: (messageId: string, threadId: string | undefined) => void;
  /** Knows how repeated sends were cut the first time. */
  readonly cuts?: Pick<Cuts, 'remembered' | 'remember' | 'forget'>;
  /** Gives cards their blocks. */
  readonly controls?: Controls;
  readonly uploads: Uploads;
}

/**
 * Retries for half a minute, in which a crashed workspace is back. OpenClaw's queue would retry, too, but it drops an
 * answer when another turn has begun in the session, and the room's next question may be here already.
 */
const ATTEMPTS = 6;

export function openSender(client: AppClient, writing: Writing, beside: Beside): Sender {
  const { wrote, cuts, controls, uploads } = beside;
  const direct = directRooms();
  const expected = openExpected();

  async function post(message: Outgoing, how: Writing, messageIds: string[]): Promise<string> {
    const { to, card, media = [], keyOf, signal } = message;
    const answers = message.answers ?? eventIn(keyOf) ?? expected.eventOf(message);
    const asking = answering(client, answers);
    const roomId = 'roomId' in to ? to.roomId : await direct.roomOf(to.userId, keyFor(keyOf, 0), asking, signal);
    let place = placeIn(roomId, message);

    const inPlace = <T>(act: (where: Place) => Promise<T>): Promise<T> =>
      act(place).catch((error: unknown) => {
        if (!isNoThread(error) || !place.threadId) throw error;
        // The thread's root was deleted, or the model invented the id: post to the room instead.
        place = { roomId };
        return act(place);
      });
    const sent = (messageId: string) => {
      messageIds.push(messageId);
      wrote?.(messageId, place.threadId);
    };
    const sayOne = async (key: string, text: string, below: Card | undefined): Promise<void> => {
      try {
        const { messageId } = await inPlace((where) => {
          const { threadId } = where;
          const blocks = below && blocksOf({ key, roomId, threadId, text, card: below, writing: how });
          const said = { v: 1 as const, command: 'post' as const, key, ...where, text, ...(blocks && { blocks }) };
          return asking.call(said, { signal, attempts: ATTEMPTS });
        });
        if (below) controls?.posted(key, messageId);
        sent(messageId);
      } catch (error) {
        // The server's limit was not known, or was lowered since the first attempt.
        const halves = isTooLong(error) ? halvesOf(text, how.chunkMode) : [];
        if (halves.length === 0) throw error;
        await say(halves, (index) => `${key}.${index}`, below);
      }
    };
    const say = async (pieces: readonly string[], keyOfPiece: (index: number) => string, below?: Card) => {
      for (const [index, text] of pieces.entries()) {
        await sayOne(keyOfPiece(index), text, index === pieces.length - 1 ? below : undefined);
      }
    };

    await learnNames(textsOf(message), how);
    // Before its files: the server posts a file without a text, and people are notified of that.
    await say(piecesOf(message, how), (index) => keyFor(keyOf, index), card);
    if (media.length === 0) return roomId;
    const files = { media, access: message.mediaAccess, keyOf, answers, signal };
    const apologies = await inPlace((where) => sendFiles({ ...files, place: where, sent }, uploads));
    const rest = piecesOf({ text: apologies.join('\n\n') }, how);
    await say(rest, (index) => `${keyFor(keyOf, index)}.rest`);
    return roomId;
  }

  /** @throws AppCallError where what they mean cannot be stored: nothing was posted then */
  function blocksOf(issue: Issue): Block[] | undefined {
    try {
      return controls?.issue(issue);
    } catch (cause) {
      const message = `its buttons cannot be stored: ${diskFaultOf(cause) ?? String(cause)}`;
      throw new AppCallError({ code: 'not-ready', happened: 'no', retryable: true, message }, { cause });
    }
  }

  function keysOf(message: Outgoing): string[] {
    const { keyOf, media = [] } = message;
    const pieces = piecesOf(message, cuts?.remembered(keyFor(keyOf, 0)) ?? writing);
    const said = pieces.map((_piece, index) => keyFor(keyOf, index));
    return [...said, ...media.map((_source, index) => fileKeyFor(keyOf, index))];
  }

  /** Cut as at the first attempt. */
  function cutOf({ keyOf }: Outgoing): { how: Writing; undo: () => void } {
    const key = keyFor(keyOf, 0);
    const before = cuts?.remembered(key);
    if (before) return { how: { ...before, names: writing.names }, undo: () => undefined };
    // The limit may become known while it is sent.
    const how = { ...writing };
    cuts?.remember(key, how);
    return { how, undo: () => cuts?.forget(key) };
  }

  return {
    learnDirectRoom: direct.learn,
    expect: expected.note,
    settle: (message) => settle(client, keysOf(message)),
    async send(message) {
      const messageIds: string[] = [];
      const { how, undo } = cutOf(message);
      try {
        const roomId = await post(message, how, messageIds);
        expected.said(message);
        return { roomId, messageIds };
      } catch (error) {
        if (messageIds.length === 0 && error instanceof AppCallError && error.happened === 'no') undo();
        if (isNoRoom(error) && 'userId' in message.to) direct.forget(message.to.userId);
        throw explain(error, messageIds);
      }
    },
  };
}

/** All that a message says, card included. */
function textsOf({ text, card }: Outgoing): string {
  const below = card?.parts.flatMap((part) => ('text' in part ? [part.text] : [])) ?? [];
  return [text, ...below].join('\n\n');
}

function piecesOf({ text, allow }: Pick<Outgoing, 'text' | 'allow'>, how: Writing): string[] {
  return textFor(text, { ...how, allow });
}

const isTooLong = (error: unknown): boolean => error instanceof AppCallError && error.code === 'text-too-long';

const isNoRoom = (error: unknown): boolean => error instanceof AppCallError && error.code === 'room-not-found';

const isNoThread = (error: unknown): boolean => error instanceof AppCallError && error.code === 'thread-not-in-room';

/** Opening a direct room twice gives the same room, so knowing it only saves time. */
function directRooms() {
  const known = new Map<string, string>();
  const learn = (userId: string, roomId: string) => void known.set(userId, roomId);
  return {
    learn,
    /** The direct room was deleted: the next message opens another one. */
    forget: (userId: string) => void known.delete(userId),
    async roomOf(userId: string, key: string, client: AppClient, signal: AbortSignal | undefined): Promise<string> {
      const remembered = known.get(userId);
      if (remembered) return remembered;
      const opening = { v: 1 as const, command: 'openDirect' as const, key: `${key}.open`, userIds: [userId] };
      const { room } = await client.call(opening, { signal });
      learn(userId, room.id);
      return room.id;
    },
  };
}

function explain(error: unknown, messageIds: string[]): unknown {
  if (messageIds.length > 0) return createChannelPartialDeliveryError(error, { messageIds, visibleReplySent: true });
  if (!(error instanceof AppCallError) || error.happened === 'unknown') return error;
  if (isRefusal(error)) return new RoomClosed(error);
  return new PlatformMessageNotDispatchedError(error.message, { cause: error, retryable: mayPass(error) });
}
