import { answering } from '../../app-client/answering.ts';
import type { AppClient } from '../../app-client/client.ts';
import { placeIn } from '../../place/place.ts';
import type { OpenPreviews } from './open-previews.ts';
import { deleteKey, isGone } from './sweep.ts';

/** The place and form of the preview. */
export interface PreviewPlace {
  readonly roomId: string;
  readonly threadId?: string | undefined;
  readonly alsoInRoom?: boolean | undefined;
  /** Without a notification; see `post` in the contract. */
  readonly isQuiet: boolean;
  readonly intervalMs: number;
  /** The event that is answered. */
  readonly answers?: string | undefined;
}

/** The post of one preview. Each command has its note on disk, so that a later sweep finds a post that was left. */
export interface PreviewPost {
  /** The id of the post in the room; undefined if there is none. */
  id(): string | undefined;
  /**
   * Posts the text, or puts it into the post.
   *
   * @throws AppCallError
   */
  write(text: string): Promise<void>;
  /**
   * Makes this post the answer.
   *
   * @throws AppCallError
   */
  become(id: string, text: string, key: string): Promise<void>;
  /** @throws AppCallError if that failed for now: the sweep tries again */
  remove(id: string): Promise<void>;
  /** The id is no longer needed; the note stays. */
  forgetId(): void;
  /** Leaves it to the sweep. */
  abandon(): void;
  /** It is gone, or it is the answer: the sweep must not touch it. */
  end(): void;
}

interface Needs {
  readonly client: AppClient;
  readonly open: OpenPreviews;
}

/** @param name unique, also after a restart: no two previews may share their keys */
export function openPreviewPost(place: PreviewPlace, name: string, { open, ...needs }: Needs): PreviewPost {
  const { roomId, isQuiet, answers } = place;
  const client = answering(needs.client, answers);
  const firstKey = `${name}.post`;
  let messageId: string | undefined;
  let edits = 0;

  async function post(text: string): Promise<void> {
    open.begin(firstKey, roomId, answers);
    const quietly = isQuiet ? { quiet: true } : {};
    // Always the same key: if the app's answer is lost, the next attempt finds the same post.
    const posting = { v: 1, command: 'post', key: firstKey, ...placeIn(roomId, place), ...quietly, text } as const;
    const posted = await client.call(posting, { attempts: 1 });
    messageId = posted.messageId;
    open.posted(firstKey, messageId);
  }

  async function edit(id: string, text: string): Promise<void> {
    edits += 1;
    const key = `${name}.edit-${edits}`;
    await client.call({ v: 1, command: 'update', key, roomId, messageId: id, text }, { attempts: 1 });
  }

  return {
    id: () => messageId,
    write: (text) => (messageId === undefined ? post(text) : edit(messageId, text)),
    async become(id, text, key) {
      open.becoming(firstKey, key);
      await client.call({ v: 1, command: 'update', key, roomId, messageId: id, text });
    },
    async remove(id) {
      const removal = { v: 1, command: 'delete', key: deleteKey(firstKey), roomId, messageId: id } as const;
      try {
        await client.call(removal, { attempts: 2 });
        open.end(firstKey);
      } catch (error) {
        if (isGone(error)) return open.end(firstKey);
        open.abandon(firstKey);
        throw error;
      }
    },
    forgetId() {
      messageId = undefined;
    },
    abandon: () => open.abandon(firstKey),
    end() {
      messageId = undefined;
      open.end(firstKey);
    },
  };
}
