import type { EventOf } from '@rocketchat-openclaw/shared';
import { BOT } from './fake-app.ts';

type Sent = EventOf<'message.sent'>;

interface Told {
  id?: string;
  text?: string;
  at?: number;
  room?: Partial<Sent['room']>;
  actor?: Partial<Sent['actor']>;
  threadId?: string;
  mentioned?: boolean;
}

/** A message as the app would tell it: in a channel and mentioning the bot, unless told otherwise. */
export function aMessage({ id = 'M1', text = '@openclaw hello', at = Date.now(), ...told }: Told = {}): Sent {
  const { room, actor, threadId, mentioned = true } = told;
  return {
    id: `message.sent:${id}`,
    type: 'message.sent',
    at,
    room: { id: 'Room1', type: 'channel', name: 'general', ...room },
    actor: { id: 'Alice1', username: 'alice', name: 'Alice', type: 'user', roles: ['user'], ...actor },
    message: { id, text, mentions: mentioned ? [BOT] : [], files: [], createdAt: at, ...(threadId && { threadId }) },
  };
}
