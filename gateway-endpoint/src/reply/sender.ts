import { createChannelPartialDeliveryError } from 'openclaw/plugin-sdk/channel-inbound';
import { PlatformMessageNotDispatchedError } from 'openclaw/plugin-sdk/error-runtime';
import { AppCallError, type AppClient } from '../app-client/client.ts';
import type { MediaAccess } from '../files/load.ts';
import type { Uploads } from '../files/upload.ts';
import type { Card } from '../interactions/card.ts';
import type { Controls } from '../interactions/controls.ts';
import { type KeyOf, keyFor } from './key.ts';
import { sendFiles } from './send-files.ts';
import type { Target } from './target.ts';
import { textFor, type Writing } from './text.ts';

export interface Outgoing {
  readonly to: Target;
  readonly threadId?: string | undefined;
  /** Is a reply in a thread shown in its room as well? */
  readonly alsoInRoom?: boolean | undefined;
  readonly text: string;
  /** Buttons and the like: they stand below the last post of the text. */
  readonly card?: Card | undefined;
  /** Paths and addresses of files, in OpenClaw's spelling. A text that fits into one post is the caption of the first. */
  readonly media?: readonly string[] | undefined;
  /** What of the host may be read for them. */
  readonly mediaAccess?: MediaAccess | undefined;
  /** Usernames that the text may ping; nobody's by default. */
  readonly allow?: readonly string[] | undefined;
  readonly keyOf: KeyOf;
  readonly signal?: AbortSignal | undefined;
}

export interface Sent {
  readonly roomId: string;
  /** One id per message; none where there was nothing to say. */
  readonly messageIds: readonly string[];
}

/** The only way text and files leave for a workspace: answers, pairing codes and OpenClaw's own outbound all come through it. */
export interface Sender {
  /**
   * @throws PlatformMessageNotDispatchedError where it is proved that nothing was posted: OpenClaw may then repeat it
   * @throws ChannelPartialDeliveryError where some pieces of a long text were posted and others were not
   * @throws AppCallError where nobody can tell
   */
  send(message: Outgoing): Promise<Sent>;
  /** A message came from this direct room: answers to its person go back there. */
  learnDirectRoom(userId: string, roomId: string): void;
}

/** What a sender has beside the client, where an account runs. */
export interface Beside {
  /** Is told of every message that was posted. */
  readonly wrote?: (messageId: string, threadId: string | undefined) => void;
  /** Gives cards their blocks. */
  readonly controls?: Controls;
  /** Absent where no door is open from which the app could pull a file, as in the CLI. */
  readonly uploads?: Uploads;
}

export function openSender(client: AppClient, writing: Writing, { wrote, controls, uploads }: Beside = {}): Sender {
  const direct = directRooms(client);

  async function post(message: Outgoing, messageIds: string[]): Promise<string> {
    const { to, threadId, text, card, media = [], allow, keyOf, signal } = message;
    if (media.length > 0 && !uploads) throw noDoor();
    const roomId = 'roomId' in to ? to.roomId : await direct.roomOf(to.userId, keyFor(keyOf, 0), signal);
    const keyAt = (index: number) => keyFor(keyOf, index);
    const sent = (messageId: string) => {
      messageIds.push(messageId);
      wrote?.(messageId, threadId);
    };
    const say = async (pieces: readonly string[], keyOfPiece: (index: number) => string, below?: Card) => {
      for (const [index, piece] of pieces.entries()) {
        const key = keyOfPiece(index);
        const isLast = index === pieces.length - 1;
        const blocks = isLast && below && controls?.issue({ key, roomId, threadId, text: piece, card: below, writing });
        const command = {
          v: 1 as const,
          command: 'post' as const,
          key,
          ...placeIn(roomId, message),
          text: piece,
          ...(blocks && { blocks }),
        };
        const { messageId } = await client.call(command, { signal });
        if (blocks) controls?.posted(key, messageId);
        sent(messageId);
      }
    };

    const pieces = textFor(text, { ...writing, allow });
    const isCaption = media.length > 0 && pieces.length === 1 && !card;
    if (!isCaption) await say(pieces, keyAt, card);
    if (media.length === 0 || !uploads) return roomId;
    const place = { roomId, ...(threadId && { threadId }) };
    const files = { media, access: message.mediaAccess, place, caption: isCaption ? pieces[0] : undefined };
    const { apologies, isCaptionLeft } = await sendFiles({ ...files, keyAt, signal, sent }, uploads);
    const rest = [...(isCaptionLeft ? [text] : []), ...apologies].join('\n\n');
    await say(textFor(rest, { ...writing, allow }), (index) => `${keyAt(index)}.rest`);
    return roomId;
  }

  return {
    learnDirectRoom: direct.learn,
    async send(message) {
      const messageIds: string[] = [];
      try {
        return { roomId: await post(message, messageIds), messageIds };
      } catch (error) {
        throw explain(error, messageIds);
      }
    },
  };
}

function placeIn(roomId: string, { threadId, alsoInRoom }: Outgoing) {
  return threadId ? { roomId, threadId, ...(alsoInRoom && { alsoInRoom }) } : { roomId };
}

/** Opening a direct room twice gives the same room, so knowing it only saves time. */
function directRooms(client: AppClient) {
  const known = new Map<string, string>();
  const learn = (userId: string, roomId: string) => void known.set(userId, roomId);
  return {
    learn,
    async roomOf(userId: string, key: string, signal: AbortSignal | undefined): Promise<string> {
      const remembered = known.get(userId);
      if (remembered) return remembered;
      const opening = { v: 1 as const, command: 'openDirect' as const, key: `${key}.open`, userIds: [userId] };
      const { room } = await client.call(opening, { signal });
      learn(userId, room.id);
      return room.id;
    },
  };
}

/** Nothing was posted yet, so the operator is told instead of the room. */
function noDoor(): AppCallError {
  const message = 'files are sent by the gateway in which this account runs: start it';
  return new AppCallError({ code: 'not-ready', happened: 'no', retryable: false, message });
}

function explain(error: unknown, messageIds: string[]): unknown {
  if (messageIds.length > 0) return createChannelPartialDeliveryError(error, { messageIds, visibleReplySent: true });
  if (!(error instanceof AppCallError) || error.happened === 'unknown') return error;
  return new PlatformMessageNotDispatchedError(error.message, { cause: error, retryable: error.retryable });
}
