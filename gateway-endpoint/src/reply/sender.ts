import { createChannelPartialDeliveryError } from 'openclaw/plugin-sdk/channel-inbound';
import { PlatformMessageNotDispatchedError } from 'openclaw/plugin-sdk/error-runtime';
import { answering } from '../app-client/answering.ts';
import { AppCallError, type AppClient } from '../app-client/client.ts';
import { eventIn, keyFor } from '../app-client/key.ts';
import { mayPass } from '../app-client/may-pass.ts';
import { isRefusal, RoomClosed } from '../app-client/refused-room.ts';
import type { Uploads } from '../files/upload.ts';
import type { Controls } from '../interactions/controls.ts';
import { type Expected, openExpected } from '../place/expected.ts';
import { placeIn } from '../place/place.ts';
import { learnNames, type Writing } from '../text/text.ts';
import { wordsIn } from '../texts/words.ts';
import type { Cuts } from './cuts.ts';
import { openDirectRooms } from './direct-rooms.ts';
import { keysOf, type Outgoing, piecesOf, textsOf } from './outgoing.ts';
import { openPlacement } from './placement.ts';
import { openSayPieces } from './say-pieces.ts';
import { sendFiles } from './send-files.ts';
import { type Settled, settle } from './settle.ts';

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
  /** The answers that are on OpenClaw's queue; absent where no turns run. */
  readonly expected?: Expected;
  readonly uploads: Uploads;
}

export function openSender(client: AppClient, writing: Writing, beside: Beside): Sender {
  const { wrote, cuts, controls, uploads, expected = openExpected() } = beside;
  const direct = openDirectRooms();

  async function post(message: Outgoing, how: Writing, messageIds: string[]): Promise<string> {
    const { to, card, media = [], mediaAccess: access, keyOf, signal } = message;
    const answers = message.answers ?? eventIn(keyOf) ?? expected.eventOf(message);
    const asking = answering(client, answers);
    const roomId = 'roomId' in to ? to.roomId : await direct.roomOf(to.userId, keyFor(keyOf, 0), asking, signal);
    const placement = openPlacement(placeIn(roomId, message));
    const sent = (messageId: string) => {
      messageIds.push(messageId);
      wrote?.(messageId, placement.place().threadId);
    };
    const say = openSayPieces({ client: asking, placement, writing: how, controls, signal, sent });

    await learnNames(textsOf(message), how);
    // Before its files: the server posts a file without a text, and people are notified of that.
    await say(piecesOf(message, how), (index) => keyFor(keyOf, index), card);
    if (media.length === 0) return roomId;
    const files = { media, access, keyOf, answers, words: wordsIn(writing.language), signal, sent };
    const apologies = await placement.within((place) => sendFiles({ ...files, place }, uploads));
    await say(piecesOf({ text: apologies.join('\n\n') }, how), (index) => `${keyFor(keyOf, index)}.rest`);
    return roomId;
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
    settle: (message) => settle(client, keysOf(message, cuts?.remembered(keyFor(message.keyOf, 0)) ?? writing)),
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

const isNoRoom = (error: unknown): boolean => error instanceof AppCallError && error.code === 'room-not-found';

function explain(error: unknown, messageIds: string[]): unknown {
  if (messageIds.length > 0) return createChannelPartialDeliveryError(error, { messageIds, visibleReplySent: true });
  if (!(error instanceof AppCallError) || error.happened === 'unknown') return error;
  if (isRefusal(error)) return new RoomClosed(error);
  return new PlatformMessageNotDispatchedError(error.message, { cause: error, retryable: mayPass(error) });
}
