import type { CommandResult, EventOf } from '@rocketchat-openclaw/shared';
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
  files?: Sent['message']['files'];
  editedBy?: Sent['message']['editedBy'];
  attachments?: Sent['message']['attachments'];
}

/** A message as the app would tell it: in a channel and mentioning the bot, unless told otherwise. */
export function aMessage({ id = 'M1', text = '@openclaw hello', at = Date.now(), ...told }: Told = {}): Sent {
  const { room, actor, threadId, mentioned = true, files = [], editedBy, attachments } = told;
  return {
    id: `message.sent:${id}`,
    type: 'message.sent',
    at,
    room: { id: 'Room1', type: 'channel', name: 'general', ...room },
    actor: { id: 'Alice1', username: 'alice', name: 'Alice', type: 'user', roles: ['user'], ...actor },
    message: {
      ...{ id, text, mentions: mentioned ? [BOT] : [], files, createdAt: at },
      ...(threadId && { threadId }),
      ...(editedBy && { editedBy }),
      ...(attachments && { attachments }),
    },
  };
}

/** As an incoming webhook that posts in alice's name, who is on many lists. */
export const WEBHOOK: Sent['actor'] = {
  ...{ id: 'integration:Hook1', username: '', name: 'Deploy', type: 'bot', roles: [] },
  via: { kind: 'integration', id: 'Hook1', username: 'alice' },
};

/** As somebody is named where they are quoted. */
export function aSpeaker(username: string): Sent['actor'] {
  const name = `${username.slice(0, 1).toUpperCase()}${username.slice(1)}`;
  return { id: `${name}1`, username, name, type: 'user', roles: [] };
}

/** Somebody who has edited what another person wrote. */
export const EDITOR = { id: 'Carol1', username: 'carol', name: 'Carol Clark' };

/** The same message after an edit by its author, unless told otherwise. */
export function anEdit(told: Told & { edit?: number; authorId?: string } = {}): EventOf<'message.updated'> {
  const { edit = 1, authorId, at = Date.now(), ...rest } = told;
  const { id, type: _type, message, ...where } = aMessage({ ...rest, at });
  return {
    ...where,
    id: id.replace('sent', 'updated').concat(`:${edit}`),
    type: 'message.updated',
    message: { ...message, editedAt: at + edit },
    authorId: authorId ?? where.actor.id,
    at: at + edit,
  };
}

export function aFile(file: Partial<Sent['message']['files'][number]> = {}): Sent['message']['files'][number] {
  return { id: 'File1', name: 'report.pdf', type: 'application/pdf', ...file };
}

/** A message of the past, as the app's history tells it. */
export function aPast(id: string, at: number, told: Told = {}): CommandResult<'history'>['messages'][number] {
  const { message, actor } = aMessage({ mentioned: false, text: `text of ${id}`, ...told, id, at });
  return { message, actor };
}
