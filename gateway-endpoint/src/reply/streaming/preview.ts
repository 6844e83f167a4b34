import { createFinalizableDraftLifecycle } from 'openclaw/plugin-sdk/channel-outbound';
import type { AppClient } from '../../app-client/client.ts';
import type { Writing } from '../../text/text.ts';
import { excerptOf } from './excerpt.ts';
import type { OpenPreviews } from './open-previews.ts';
import type { Clockwork, Pace } from './pace.ts';
import { openPreviewPost, type PreviewPlace, type PreviewPost } from './preview-post.ts';
import { isGone } from './sweep.ts';

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

interface PreviewTools extends Clockwork {
  readonly client: AppClient;
  readonly pace: Pace;
  readonly open: OpenPreviews;
  readonly writing: Writing;
  readonly log: { warn(message: string): void };
}

/** @param name unique, also after a restart: no two previews may share their keys */
export function openPreview(place: PreviewPlace, name: string, tools: PreviewTools): Preview {
  const { pace, writing, pause, log } = tools;
  const { roomId, intervalMs } = place;
  const post = openPreviewPost(place, name, tools);
  const state = { stopped: false, final: false };
  const over = new AbortController();
  let latest = '';
  let shown = '';
  let phase: 'unused' | 'waiting' | 'due' = 'unused';
  let isBehind = false;

  async function show(): Promise<void> {
    const text = excerptOf(latest, writing);
    if (text === '' || text === shown) return;
    try {
      await post.write(text);
      shown = text;
      isBehind = false;
    } catch (error) {
      // A person deleted it, so it is not posted again.
      if (isGone(error)) return end();
      if (!isBehind) log.warn(`preview in ${roomId} not updated: ${String(error)}`);
      isBehind = true;
    }
  }

  function end(): void {
    state.stopped = true;
    post.end();
  }

  const draft = openDraft(post, state, {
    send: async () => pace(show, { roomId, intervalMs, signal: over.signal }),
    place,
    log,
  });

  async function stop(): Promise<void> {
    over.abort();
    await draft.discardPending();
  }

  async function waitForFirst(): Promise<void> {
    phase = 'waiting';
    await pause(firstAfterMs(place), over.signal).catch(() => undefined);
    phase = 'due';
    if (!over.signal.aborted) draft.update(latest);
  }

  return {
    stop,
    keep: end,
    id: post.id,
    update(text) {
      latest = text;
      if (phase === 'due') draft.update(text);
      if (phase !== 'unused') return;
      waitForFirst().catch((error: unknown) => log.warn(`preview in ${roomId} not begun: ${String(error)}`));
    },
    async clear() {
      await stop();
      const wasThere = post.id() !== undefined;
      await draft.clear();
      // It may have been posted although the answer was lost.
      if (!wasThere) post.abandon();
      return post.id() === undefined;
    },
    async become(text, key) {
      await stop();
      const id = post.id();
      if (id === undefined) throw new Error('there is no preview');
      await pace(() => post.become(id, text, key), { roomId, intervalMs });
      end();
    },
  };
}

/** An answer that is there by then needs no preview. */
const FIRST_AFTER_MS = 200;

/** A preview that becomes the answer may be edited only one interval later, so a short answer is better without one. */
const firstAfterMs = ({ isQuiet, intervalMs }: PreviewPlace): number =>
  isQuiet ? Math.min(FIRST_AFTER_MS, intervalMs) : intervalMs;

interface Draft {
  readonly send: () => Promise<void>;
  readonly place: PreviewPlace;
  readonly log: { warn(message: string): void };
}

/** OpenClaw decides when the post is edited: one edit at a time, the next with the latest text. */
function openDraft(post: PreviewPost, state: { stopped: boolean; final: boolean }, { send, place, log }: Draft) {
  return createFinalizableDraftLifecycle<string>({
    throttleMs: place.intervalMs,
    coalesceInFlight: true,
    state,
    sendOrEditStreamMessage: send,
    readMessageId: post.id,
    clearMessageId: post.forgetId,
    isValidMessageId: (value) => typeof value === 'string',
    deleteMessage: post.remove,
    warn: (message) => log.warn(message),
    warnPrefix: `preview in ${place.roomId} not taken away`,
  });
}
