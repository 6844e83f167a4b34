import type { Command, CommandOf } from '@rocketchat-openclaw/shared';
import { vi } from 'vitest';
import { AppCallError } from '../../../../gateway-endpoint/src/app-client/client.ts';
import { openPreviews } from '../../../../gateway-endpoint/src/reply/streaming/previews.ts';
import type { Writing } from '../../../../gateway-endpoint/src/text/text.ts';
import { aClient, aStore } from '../../services.ts';

export const WRITING: Writing = { limit: 4_000, maxChars: 5_000, chunkMode: 'length', tableMode: 'auto' };

interface Post {
  readonly text: string;
  readonly quiet: boolean | undefined;
}

export interface Edit {
  readonly at: number;
  readonly roomId: string;
  readonly text?: string;
}

/** A room that keeps what is posted, and when it was edited, by the clock of the test. `away` is a workspace that is down. */
export function aRoom({ latencyMs = 0 } = {}) {
  const posts = new Map<string, Post>();
  const keys = new Map<string, string>();
  const edits: Edit[] = [];
  const onTheirWay: (() => void)[] = [];
  const room = {
    posts,
    edits,
    away: false,
    answersAreLost: false,
    /** Commands are given up by the gateway before they arrive. */
    isSlow: false,
    arrive: () => {
      room.isSlow = false;
      for (const each of onTheirWay.splice(0)) each();
    },
  };
  let ids = 0;

  function carryOut(command: CommandOf<'post' | 'update' | 'delete'>): object {
    edits.push({ at: Date.now(), roomId: command.roomId, ...('text' in command && { text: command.text }) });
    if (command.command === 'post') {
      const messageId = keys.get(command.key) ?? `m${++ids}`;
      keys.set(command.key, messageId);
      posts.set(messageId, { text: command.text, quiet: command.quiet });
      return { messageId };
    }
    const known = posts.get(command.messageId);
    if (!known) throw failure('message-not-found', 'no');
    if (command.command === 'delete') posts.delete(command.messageId);
    else posts.set(command.messageId, { ...known, text: command.text });
    keys.set(command.key, command.messageId);
    return {};
  }

  const client = aClient(async (command: Command) => {
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    if (room.away) throw failure('unreachable', 'no');
    if (command.command === 'outcome') {
      const messageId = keys.get(command.of);
      return messageId ? { happened: 'yes', messageId } : { happened: 'no' };
    }
    if (command.command !== 'post' && command.command !== 'update' && command.command !== 'delete') return {};
    if (room.isSlow) {
      onTheirWay.push(() => carryOut(command));
      throw failure('unreachable', 'unknown');
    }
    const result = carryOut(command);
    if (room.answersAreLost) throw failure('unreachable', 'unknown');
    return result;
  });
  return Object.assign(room, { client });
}

function failure(code: AppCallError['code'], happened: AppCallError['happened']): AppCallError {
  return new AppCallError({ code, happened, retryable: code === 'unreachable', message: code });
}

/** The previews of an account, whose time is that of `vi.useFakeTimers`. */
export function aPreviewer(
  room: Pick<ReturnType<typeof aRoom>, 'client'>,
  store = aStore(),
  log = { info: vi.fn(), warn: vi.fn() },
) {
  let ids = 0;
  return openPreviews({
    store,
    live: new Set(),
    client: room.client,
    writing: WRITING,
    newId: () => `${store.path.length}-${ids++}`,
    clock: () => Date.now(),
    pause: (ms, signal) =>
      new Promise((resolve, reject) => {
        setTimeout(resolve, ms);
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
    every: (ms, run) => {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
    signal: new AbortController().signal,
    log,
  });
}

export const PLACE = { roomId: 'Room1', isQuiet: true, intervalMs: 1_000 };
