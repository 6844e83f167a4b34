import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { type Bot, type GatewayHello, isMentioned } from '@rocketchat-openclaw/shared';
import type { Heard } from '../capture/heard.ts';
import { quotedBy } from '../capture/showing.ts';
import type { Memory } from '../memory/memory.ts';
import { activated } from './activated.ts';
import type { Leaving } from './egress.ts';

/** Facts beside the event. Each is asked only if it can make a difference. */
export interface Remembering {
  isInThread(threadId: string): Promise<boolean>;
  /** Is one of these messages the bot's, quoted in a room that the bot is in? */
  isOwn(messageIds: readonly string[], roomId: string): Promise<boolean>;
  /** Undefined before the first hello of a gateway. */
  activation(): Promise<GatewayHello['activation'] | undefined>;
}

/** The facts that the app remembers now. */
export function remembering(memory: Memory, read: IRead): Remembering {
  const isIn = async (roomId: string) => (await memory.memberships.get(read)).has(roomId);
  const bot = () => memory.bot.get(read);
  return {
    isInThread: async (threadId) => (await memory.threads.get(read)).has(threadId),
    isOwn: async (ids, roomId) =>
      (await isIn(roomId)) && isWrittenBy((await bot()).id, ids.slice(0, MOST_QUOTED), read),
    activation: async () => (await memory.gatewayHello.get(read))?.activation,
  };
}

/** People who mean the bot quote it first. */
const MOST_QUOTED = 5;

/** Looked up, because a client can attach anything to a message. */
async function isWrittenBy(userId: string, messageIds: readonly string[], read: IRead): Promise<boolean> {
  for (const id of messageIds) {
    const message: IMessage | undefined = await read.getMessageReader().getById(id);
    if (message?.sender?.id === userId) return true;
  }
  return false;
}

/**
 * How something is addressed to the bot. If `called`, the bot need not be a member of a public channel; otherwise it
 * must.
 */
export interface Address {
  readonly why: Leaving;
  readonly isCalled: boolean;
}

const called = (why: Leaving): Address => ({ why, isCalled: true });

/**
 * Is this said to the bot? A function of what the event brought and of what the app remembers, so that a message for
 * somebody else costs no call to the server.
 *
 * @returns how it is addressed; undefined when it is not
 */
export async function addressed(heard: Heard, bot: Bot, remembering: Remembering): Promise<Address | undefined> {
  const { kind, said, threadId, shown } = heard;
  // A form is one that the agent has opened for this person.
  if (kind === 'membership' || kind === 'command' || kind === 'form') return called(kind);
  if (kind === 'click') return heard.authorId === bot.id ? called('click') : undefined;
  if (isDirectWith(heard.room, bot)) return called('direct');
  if (kind === 'reaction') return heard.authorId === bot.id ? called('reaction') : undefined;
  // Otherwise the agent would believe that it still exists. No words leave with a deletion.
  if (heard.takesBack && heard.authorId === bot.id) return { why: 'own-deleted', isCalled: false };
  if (said && isMentioned(said, bot)) return called('mention');
  if (threadId && (await remembering.isInThread(threadId))) return called('thread');
  // Phones reply by quoting.
  const quoted = shown ? quotedBy(shown) : [];
  if (quoted.length > 0 && (await remembering.isOwn(quoted, heard.room.id))) {
    return { why: 'quotation', isCalled: false };
  }
  const why = said && (await activated(said, remembering.activation));
  return why && { why, isCalled: false };
}

/** A direct room of exactly one person and the bot; among more people a mention is needed. */
function isDirectWith(room: IRoom, bot: Bot): boolean {
  return String(room.type) === 'd' && room.userIds?.length === 2 && room.userIds.includes(bot.id);
}
