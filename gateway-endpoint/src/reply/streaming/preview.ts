import { createFinalizableDraftLifecycle } from 'openclaw/plugin-sdk/channel-outbound';
import { answering } from '../../app-client/answering.ts';
import type { AppClient } from '../../app-client/client.ts';
import { placeIn } from '../../place/place.ts';
import type { Writing } from '../../text/text.ts';
import { excerptOf } from './excerpt.ts';
import type { OpenPreviews } from './open-previews.ts';
import type { Clockwork, Pace } from './pace.ts';
import { deleteKey, isGone } from './sweep.ts';

/** One post that shows an unfinished answer. It never makes a turn fail. */
export interface Preview {
  /** Shows this text, as soon as an edit is due; of several the last. */
  update(text: string): void;
  /** The id of the post in the room; undefined if there is none. */
  id(): string | undefined;
  /** Stops the updates; resolves when none is running. */
  stop(): Promise<void>;
  /** Deletes the post. False if that failed for now: it is tried again later. */
  clear(): Promise<boolean>;
  /**
   * Makes the post the answer.
   *
   * @param text one piece of `textFor`
   * @throws AppCallError
   */
  become(text: string, key: string): Promise<void>;
  /** It is the answer and stays. */
  keep(): void;
}

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

interface PreviewTools extends Clockwork {
  readonly client: AppClient;
  readonly pace: Pace;
  readonly open: OpenPreviews;
  readonly writing: Writing;
  readonly log: { warn(message: string): void };
}

/** @param name unique, also after a restart: no two previews may share their keys */
export function openPreview(place: PreviewPlace, name: string, tools: PreviewTools): Preview {
  const { pace, open, writing, pause, log } = tools;
  const { roomId, isQuiet, intervalMs, answers } = place;
  const client = answering(tools.client, answers);
  const firstKey = `${name}.post`;
  const state = { stopped: false, final: false };
  const over = new AbortController();
  let latest = '';
  let shown = '';
  let messageId: string | undefined;
  let edits = 0;
  let isDue = false;
  let isWaiting = false;
  let isBehind = false;

  async function post(text: string): Promise<void> {
    open.begin(firstKey, roomId, answers);
    const quietly = isQuiet ? { quiet: true } : {};
    // Always the same key: if the app's answer is lost, the next attempt finds the same post.
    const posting = { v: 1, command: 'post', key: firstKey, ...placeIn(roomId, place), ...quietly, text } as const;
    const posted = await client.call(posting, { attempts: 1 });
    messageId = posted.messageId;
    open.posted(firstKey, messageId);
  }

  async function write(id: string, text: string): Promise<void> {
    edits += 1;
    const key = `${name}.edit-${edits}`;
    await client.call({ v: 1, command: 'update', key, roomId, messageId: id, text }, { attempts: 1 });
  }

  async function show(): Promise<void> {
    const text = excerptOf(latest, writing);
    if (text === '' || text === shown) return;
    try {
      await (messageId === undefined ? post(text) : write(messageId, text));
      shown = text;
      isBehind = false;
    } catch (error) {
      // A person deleted it, so it is not posted again.
      if (isGone(error)) return forget();
      if (!isBehind) log.warn(`preview in ${roomId} not updated: ${String(error)}`);
      isBehind = true;
    }
  }

  function forget(): void {
    state.stopped = true;
    messageId = undefined;
    open.end(firstKey);
  }

  const draft = createFinalizableDraftLifecycle<string>({
    throttleMs: intervalMs,
    coalesceInFlight: true,
    state,
    sendOrEditStreamMessage: async () => pace(show, { roomId, intervalMs, signal: over.signal }),
    readMessageId: () => messageId,
    clearMessageId: () => {
      messageId = undefined;
    },
    isValidMessageId: (value) => typeof value === 'string',
    deleteMessage: remove,
    warn: (message) => log.warn(message),
    warnPrefix: `preview in ${roomId} not taken away`,
  });

  async function remove(id: string): Promise<void> {
    try {
      await client.call({ v: 1, command: 'delete', key: deleteKey(firstKey), roomId, messageId: id }, { attempts: 2 });
      open.end(firstKey);
    } catch (error) {
      if (isGone(error)) return open.end(firstKey);
      open.abandon(firstKey);
      throw error;
    }
  }

  /** An answer that is there within one interval needs no preview. */
  async function waitForFirst(): Promise<void> {
    isWaiting = true;
    await pause(intervalMs, over.signal).catch(() => undefined);
    isDue = true;
    if (!over.signal.aborted) draft.update(latest);
  }

  async function stop(): Promise<void> {
    over.abort();
    await draft.discardPending();
  }

  return {
    stop,
    keep: forget,
    id: () => messageId,
    update(text) {
      latest = text;
      if (isDue) draft.update(text);
      else if (!isWaiting) {
        waitForFirst().catch((error: unknown) => log.warn(`preview in ${roomId} not begun: ${String(error)}`));
      }
    },
    async clear() {
      await stop();
      const wasThere = messageId !== undefined;
      await draft.clear();
      // It may have been posted although the answer was lost.
      if (!wasThere) open.abandon(firstKey);
      return messageId === undefined;
    },
    async become(text, key) {
      await stop();
      const id = messageId;
      if (id === undefined) throw new Error('there is no preview');
      open.becoming(firstKey, key);
      await pace(() => client.call({ v: 1, command: 'update', key, roomId, messageId: id, text }), {
        roomId,
        intervalMs,
      });
      forget();
    },
  };
}
