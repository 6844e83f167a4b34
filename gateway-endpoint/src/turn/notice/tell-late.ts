import type { EventOf } from '@rocketchat-openclaw/shared';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import { limitFor } from '../history/limit.ts';
import type { Situation } from '../situation.ts';
import type { LateMail } from './late-mail.ts';
import { lateSentence } from './sentence.ts';

interface Telling {
  readonly runtime: Pick<PluginRuntime, 'system'>;
  readonly lateMail: Pick<LateMail, 'note'>;
}

/**
 * A message that is too late for an answer → a line for the agent's next turn. If that turn reads the room's history,
 * the message is in there, and no line is needed.
 */
export function tellLate(event: EventOf<'message.sent'>, situation: Situation, { runtime, lateMail }: Telling): void {
  const { account, conversation } = situation;
  const { kind, sessionKey, route, thread } = conversation;
  lateMail.note({ eventId: event.id, messageId: event.message.id, roomId: event.room.id, at: event.at });
  const isRead = limitFor({ kind, isThread: thread !== undefined, isNew: false }, account.reading) > 0;
  if (isRead) return;
  const contextKey = `${CHANNEL_ID}:${event.id}`;
  runtime.system.enqueueSystemEvent(lateSentence(event), { sessionKey, agentId: route.agentId, contextKey });
}
