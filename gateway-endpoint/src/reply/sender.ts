import type { Block } from '@rocketchat-openclaw/shared';
import { createChannelPartialDeliveryError } from 'openclaw/plugin-sdk/channel-inbound';
import { PlatformMessageNotDispatchedError } from 'openclaw/plugin-sdk/error-runtime';
import { AppCallError, type AppClient } from '../app-client/client.ts';
import { type KeyOf, keyFor } from './key.ts';
import type { Target } from './target.ts';
import { textFor, type Writing } from './text.ts';

export interface Outgoing {
  readonly to: Target;
  readonly threadId?: string | undefined;
  /** Is a reply in a thread shown in its room as well? */
  readonly alsoInRoom?: boolean | undefined;
  readonly text: string;
  /** Buttons and the like: they stand below the last post of the text. */
  readonly blocks?: readonly Block[] | undefined;
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

/** The only way text leaves for a workspace: answers, pairing codes and OpenClaw's own outbound all come through it. */
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

/** @param wrote is told of every message that was posted */
export function openSender(
  client: AppClient,
  writing: Writing,
  wrote: (messageId: string, threadId: string | undefined) => void = () => {},
): Sender {
  const direct = directRooms(client);

  async function post(message: Outgoing, messageIds: string[]): Promise<string> {
    const { to, threadId, text, allow, keyOf, signal } = message;
    const roomId = 'roomId' in to ? to.roomId : await direct.roomOf(to.userId, keyFor(keyOf, 0), signal);
    const pieces = textFor(text, { ...writing, allow });
    for (const [index, piece] of pieces.entries()) {
      const isLast = index === pieces.length - 1;
      const command = {
        v: 1 as const,
        command: 'post' as const,
        key: keyFor(keyOf, index),
        ...placeIn(roomId, message),
        text: piece,
        ...(isLast && message.blocks && { blocks: [...message.blocks] }),
      };
      const { messageId } = await client.call(command, { signal });
      messageIds.push(messageId);
      wrote(messageId, threadId);
    }
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

function explain(error: unknown, messageIds: string[]): unknown {
  if (messageIds.length > 0) return createChannelPartialDeliveryError(error, { messageIds, visibleReplySent: true });
  if (!(error instanceof AppCallError) || error.happened === 'unknown') return error;
  return new PlatformMessageNotDispatchedError(error.message, { cause: error, retryable: error.retryable });
}
