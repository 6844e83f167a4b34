import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { type Bot, type GatewayHello, isMentioned } from '@rocketchat-openclaw/shared';
import type { Heard } from '../capture/heard.ts';
import type { Memory } from '../memory/memory.ts';
import { activated } from './activated.ts';
import type { Leaving } from './egress.ts';

/** What the answer may depend on besides the event. Each is asked only where it can make a difference. */
export interface Remembering {
  isInThread(threadId: string): Promise<boolean>;
  /** Undefined while no gateway has said what starts a turn. */
  activation(): Promise<GatewayHello['activation'] | undefined>;
}

/** What the app remembers, as it stands now. */
export function remembering(memory: Memory, read: IRead): Remembering {
  return {
    isInThread: async (threadId) => (await memory.threads.get(read)).has(threadId),
    activation: async () => (await memory.gatewayHello.get(read))?.activation,
  };
}

/** How something is addressed to the bot. One who is `called` may visit a public channel; the rest needs a member. */
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
  const { kind, said, threadId } = heard;
  // A form is one that the agent has opened for this person.
  if (kind === 'membership' || kind === 'command' || kind === 'form') return called(kind);
  if (kind === 'click') return heard.authorId === bot.id ? called('click') : undefined;
  if (isDirectWith(heard.room, bot)) return called('direct');
  if (kind === 'reaction') return heard.authorId === bot.id ? called('reaction') : undefined;
  // Otherwise the agent believes that it still stands. Nobody's words leave with it.
  if (heard.takesBack && heard.authorId === bot.id) return { why: 'own-deleted', isCalled: false };
  if (said && isMentioned(said, bot)) return called('mention');
  if (threadId && (await remembering.isInThread(threadId))) return called('thread');
  const why = said && (await activated(said, remembering.activation));
  return why && { why, isCalled: false };
}

/** A direct room of exactly one person and the bot; among more people a mention is needed. */
function isDirectWith(room: IRoom, bot: Bot): boolean {
  return String(room.type) === 'd' && room.userIds?.length === 2 && room.userIds.includes(bot.id);
}
