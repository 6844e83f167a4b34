import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { isSilentReplyText } from 'openclaw/plugin-sdk/reply-chunking';
import { loadTranscriptEventsSync, resolveStorePath } from 'openclaw/plugin-sdk/session-store-runtime';
import { sanitizeAssistantVisibleText, stripInlineDirectiveTagsForDelivery } from 'openclaw/plugin-sdk/text-chunking';
import { z } from 'zod';
import { CHANNEL_ID } from '../config/channel-id.ts';

/**
 * A message of a session, in the order in which the agent has read and written them: from a person, with its id in the
 * workspace, a whole answer of the agent, or something that OpenClaw has put in.
 */
export type Entry =
  | { readonly by: 'person'; readonly messageId: string }
  | { readonly by: 'agent'; readonly text: string }
  | { readonly by: 'openclaw' };

/** Reads OpenClaw's transcript of a session. Empty if there is none. */
export type ReadTranscript = (of: { readonly agentId: string; readonly sessionKey: string }) => readonly Entry[];

interface Needs {
  readonly getSessionEntry: (at: {
    readonly agentId: string;
    readonly sessionKey: string;
    readonly readConsistency: 'latest';
  }) => { readonly sessionId?: string } | undefined;
  readonly config: () => OpenClawConfig;
}

export function openTranscripts({ getSessionEntry, config }: Needs): ReadTranscript {
  return ({ agentId, sessionKey }) => {
    const { sessionId } = getSessionEntry({ agentId, sessionKey, readConsistency: 'latest' }) ?? {};
    if (sessionId === undefined) return [];
    const storePath = resolveStorePath(config().session?.store, { agentId });
    return entriesOf(loadTranscriptEventsSync({ agentId, sessionId, sessionKey, storePath }));
  };
}

/** Fields of OpenClaw 2026.9.6, whose type says nothing of them. */
const EVENT = z.object({
  type: z.literal('message'),
  message: z.object({
    role: z.enum(['user', 'assistant']),
    content: z.unknown(),
    stopReason: z.string().optional(),
    __openclaw: z
      .object({ transport: z.object({ channel: z.string(), messageId: z.string() }).partial().optional() })
      .optional(),
  }),
});
const WORDS = z.object({ type: z.literal('text'), text: z.string() });

/** @param events of a transcript, as OpenClaw has them */
export function entriesOf(events: readonly unknown[]): Entry[] {
  return events.flatMap((event): Entry[] => {
    const found = EVENT.safeParse(event);
    if (!found.success) return [];
    const { role, content, stopReason, __openclaw: origin } = found.data.message;
    if (role === 'user') {
      const { channel, messageId } = origin?.transport ?? {};
      return [channel === CHANNEL_ID && messageId ? { by: 'person', messageId } : { by: 'openclaw' }];
    }
    // An answer that has failed, or goes on after a tool, is no answer yet.
    return stopReason === 'stop' ? [{ by: 'agent', text: wordsIn(content) }] : [];
  });
}

/** A line that names a file for OpenClaw, with its path on this machine. */
const FILE_LINE = /^[ \t]*MEDIA:.*$/gim;

/** As people may read it: the transcript also has thoughts of the model, and what it says to OpenClaw. */
function wordsIn(content: unknown): string {
  const parts = Array.isArray(content) ? content : [];
  const raw = parts.flatMap((part) => WORDS.safeParse(part).data?.text ?? []).join('');
  const { text } = stripInlineDirectiveTagsForDelivery(sanitizeAssistantVisibleText(raw));
  const words = text.replace(FILE_LINE, '').trim();
  return isSilentReplyText(words) ? '' : words;
}

/** Has the agent read this message? */
export function isIn(entries: readonly Entry[], messageId: string): boolean {
  return placeOf(entries, messageId) >= 0;
}

/** Has the agent read this message, and answered since? */
export function isAnsweredIn(entries: readonly Entry[], messageId: string): boolean {
  const at = placeOf(entries, messageId);
  return at >= 0 && entries.slice(at).some(({ by }) => by === 'agent');
}

/** Is there something that the agent has read, and not answered? */
export function isOpenEnded(entries: readonly Entry[]): boolean {
  return entries.length > 0 && entries.at(-1)?.by !== 'agent';
}

/** Is the last that the agent has read a message of a person, and answered? */
export function isAllAnswered(entries: readonly Entry[]): boolean {
  return entries.at(-1)?.by === 'agent' && entries.findLast(({ by }) => by !== 'agent')?.by === 'person';
}

/**
 * The answers that the agent had finished in the turn of this message when further messages joined the turn: OpenClaw
 * delivers them at the end of the turn.
 */
export function finishedIn(entries: readonly Entry[], messageId: string): string[] {
  const turn = turnIn(entries, messageId);
  return saidIn(
    turn.slice(
      0,
      Math.max(
        0,
        turn.findLastIndex(({ by }) => by === 'person'),
      ),
    ),
  );
}

/** All answers of the turn of this message, which may answer others as well. */
export function answersIn(entries: readonly Entry[], messageId: string): string[] {
  return saidIn(turnIn(entries, messageId));
}

/** From the message until OpenClaw goes on after a crash: that is another turn. */
function turnIn(entries: readonly Entry[], messageId: string): readonly Entry[] {
  const at = placeOf(entries, messageId);
  const own = at < 0 ? [] : entries.slice(at);
  const resumed = own.findIndex(({ by }) => by === 'openclaw');
  return resumed < 0 ? own : own.slice(0, resumed);
}

const saidIn = (turn: readonly Entry[]): string[] =>
  turn.flatMap((entry) => (entry.by === 'agent' && entry.text !== '' ? entry.text : []));

const placeOf = (entries: readonly Entry[], messageId: string): number =>
  entries.findLastIndex((entry) => entry.by === 'person' && entry.messageId === messageId);
