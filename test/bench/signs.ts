import type { Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT } from '../flow/connected-workspace.ts';
import { now } from './clock.ts';
import type { Heard, Mattermost } from './mattermost/server.ts';

/** Something of the agent that people in the room can see, at the moment in which the server has it. */
export interface Sign {
  readonly kind: 'typing' | 'reaction' | 'words';
  readonly roomId: string;
  /** That it reacted to. */
  readonly messageId?: string;
  /** Of a post, or of a post as it was edited. */
  readonly text?: string;
  /** See `now`. */
  readonly at: number;
}

export type Listener = (sign: Sign) => void;

/** Returns what ends it. */
export type Watch = (listener: Listener) => () => void;

export const watchRocketChat =
  ({ stream }: Workspace): Watch =>
  (listener) =>
    stream.subscribe((event) => {
      const at = now();
      if (event.type === 'typing' && event.on && event.user === BOT)
        listener({ kind: 'typing', roomId: event.room, at });
      if (event.type === 'reaction' && event.on && event.user === BOT)
        listener({ kind: 'reaction', roomId: event.room, messageId: event.messageId, at });
      if (event.type === 'message' && event.message.u.username === BOT && !event.message.t)
        listener({ kind: 'words', roomId: event.room, text: event.message.msg, at });
    });

export const watchMattermost =
  (mattermost: Mattermost): Watch =>
  (listener) =>
    mattermost.onCall((call) => {
      const sign = signIn(call, mattermost);
      if (sign) listener({ ...sign, at: now() });
    });

function signIn(
  { method, path, body, status, userId }: Heard,
  { bot, posts }: Mattermost,
): Omit<Sign, 'at'> | undefined {
  if (status >= 300 || userId !== bot.id) return undefined;
  const { channel_id: roomId = '', post_id: messageId = '', message: text } = (body ?? {}) as Record<string, string>;
  if (method === 'POST' && path.endsWith('/typing')) return { kind: 'typing', roomId };
  if (method === 'POST' && path === '/reactions')
    return { kind: 'reaction', roomId: posts.get(messageId)?.channel_id ?? '', messageId };
  if (method === 'POST' && path === '/posts') return { kind: 'words', roomId, ...(text && { text }) };
  const [, edited] = /^\/posts\/([^/]+)(?:\/patch)?$/.exec(path) ?? [];
  if (method === 'PUT' && edited)
    return { kind: 'words', roomId: posts.get(edited)?.channel_id ?? '', ...(text && { text }) };
  return undefined;
}
