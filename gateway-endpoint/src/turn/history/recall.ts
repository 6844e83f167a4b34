import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { HistoryEntry } from 'openclaw/plugin-sdk/reply-history';
import type { Answered } from '../../admit/answered.ts';
import type { AppClient } from '../../app-client/client.ts';
import { HISTORY_MAX } from '../../config/reading.ts';
import type { ResolveIngress } from '../../gate/question.ts';
import type { Conversation } from '../../place/conversation.ts';
import { limitFor } from './limit.ts';
import type { Past, Recalling } from './recalling.ts';
import { lastOf, select, toEntry } from './select.ts';
import { visibleTo } from './visible.ts';

export interface Memory {
  readonly client: AppClient;
  readonly answered: Pick<Answered, 'lastIn'>;
  readonly resolve: ResolveIngress;
  /** Has the session no turn yet, or none since it was reset? */
  readonly isNew: (conversation: Conversation, cfg: OpenClawConfig) => Promise<boolean>;
  readonly newId: () => string;
  readonly log: { warn(message: string): void };
  /** For all of it together. */
  readonly timeoutMs?: number;
}

export interface Recalled {
  readonly entries: HistoryEntry[];
  readonly limit: number;
}

const TIMEOUT_MS = 5_000;

/**
 * The messages in the room or thread since the agent last looked. They are read from the workspace when a turn starts, so
 * that nothing is pushed for context alone. A failure is one line in the log, and the turn goes on without them.
 */
export async function recall(facts: Recalling, memory: Memory): Promise<Recalled | undefined> {
  const { timeoutMs = TIMEOUT_MS } = memory;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([facts.signal, timeout]);
  try {
    return await Promise.race([look({ ...facts, signal }, memory), aborted(signal)]);
  } catch (error) {
    const why = timeout.aborted ? `no answer within ${timeoutMs} ms` : String(error);
    memory.log.warn(`event ${facts.event.id}: its turn starts without history: ${why}`);
    return undefined;
  }
}

async function look(facts: Recalling, memory: Memory): Promise<Recalled | undefined> {
  const { event, bot, account, conversation, rule, cfg } = facts;
  const { message } = event;
  const { joined = [] } = facts;
  const messages = [message, ...joined.map((one) => one.message)] as const;
  const isNew = await memory.isNew(conversation, cfg);
  // An integration in a direct room is not the person of that room, and gets no more of its history.
  const kind = event.room.type === 'direct' ? 'direct' : conversation.kind;
  const limit = limitFor({ kind, isThread: message.threadId !== undefined, isNew }, account.reading);
  if (limit === 0) return undefined;
  // The session has the messages of earlier turns, and the bot's answers.
  // Those that wait behind it are known there already.
  const first = message.editedAt ?? message.createdAt;
  const since = isNew ? undefined : memory.answered.lastIn(conversation.sessionKey, event.id, first);
  const past = select(await read(facts, messages, memory, limit), { messages, since, botId: bot.id });
  const reader = { account, cfg, rule, kind: conversation.kind, roomId: event.room.id, botId: bot.id };
  const visible = await visibleTo(past, reader, memory.resolve);
  const entries = visible.slice(-limit).map((each) => toEntry(each, bot));
  return entries.length > 0 ? { entries, limit } : undefined;
}

async function read(
  { event: { room }, signal }: Recalling,
  messages: Parameters<typeof select>[1]['messages'],
  { client, newId }: Memory,
  limit: number,
): Promise<Past> {
  const [{ threadId }] = messages;
  const about = { v: 1, key: `read.${newId()}`, roomId: room.id } as const;
  const once = { attempts: 1, signal };
  if (threadId) {
    // More, because the newest messages of the thread are those that start this turn.
    const most = Math.min(limit + messages.length, HISTORY_MAX);
    const command = { ...about, command: 'thread', threadId, limit: most } as const;
    return (await client.call(command, once)).messages;
  }
  const before = lastOf(messages);
  return (await client.call({ ...about, command: 'history', before, limit }, once)).messages;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}
