import type { Room } from '@rocketchat-openclaw/shared';
import { ReplyToModeSchema } from 'openclaw/plugin-sdk/channel-config-schema';
import * as z from 'zod';
import type { RoomConfig } from './access-schema.ts';

/** In which thread answers are posted. Names, defaults and meaning are those of Mattermost's channel. */
export const threading = {
  replyToMode: ReplyToModeSchema.optional().describe(
    'Whether the bot answers a message in a room in a thread below it, with its own session: no (off, the default) or yes (first, all or batched; they mean the same here).',
  ),
  replyToModeByChatType: z
    .strictObject({
      direct: ReplyToModeSchema.optional(),
      group: ReplyToModeSchema.optional(),
      channel: ReplyToModeSchema.optional(),
    })
    .optional()
    .describe(
      'replyToMode by kind of conversation: direct messages (`direct`, off unless set here), direct messages of several people (`group`), and rooms (`channel`).',
    ),
};

export interface Threading {
  readonly replyToMode: ReplyToMode;
  readonly byChatType: Readonly<Partial<Record<ChatType, ReplyToMode | undefined>>>;
  /** Are answers in threads shown in the room as well? */
  readonly alsoInRoom: boolean;
}

export type ReplyToMode = z.infer<typeof ReplyToModeSchema>;
export type ChatType = 'direct' | 'group' | 'channel';

interface Given extends z.infer<z.ZodObject<typeof threading>> {
  readonly thread?: { readonly alsoInRoom?: boolean | undefined } | undefined;
}

export function threadingOf({ replyToMode, replyToModeByChatType, thread }: Given): Threading {
  return {
    replyToMode: replyToMode ?? 'off',
    byChatType: replyToModeByChatType ?? {},
    alsoInRoom: thread?.alsoInRoom ?? false,
  };
}

/** The mode of all rooms of a kind. Direct conversations stay flat unless they are named. */
export function replyToModeFor(chatType: ChatType, { replyToMode, byChatType }: Threading): ReplyToMode {
  return byChatType[chatType] ?? (chatType === 'direct' ? 'off' : replyToMode);
}

/** The mode of one room. Entries of `rooms` are about rooms, and a direct conversation is no room. */
export function replyToModeIn(
  type: Room['type'],
  rule: Pick<RoomConfig, 'replyToMode'>,
  threading: Threading,
): ReplyToMode {
  const chatType = type === 'direct' || type === 'group' ? type : 'channel';
  return (chatType === 'direct' ? undefined : rule.replyToMode) ?? replyToModeFor(chatType, threading);
}
