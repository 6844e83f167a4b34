import {
  AllowFromListSchema,
  buildChannelAllowBotsSchema,
  ChannelBotLoopProtectionSchema,
  ChannelImplicitMentionsSchema,
  DmPolicySchema,
  GroupPolicySchema,
  ReplyToModeSchema,
  ToolPolicySchema,
} from 'openclaw/plugin-sdk/channel-config-schema';
import * as z from 'zod';
import { FOREIGN_ROOM_KEYS } from './foreign-keys.ts';
import { refusals } from './refusals.ts';

/** Prefixes begin with a sign, so that the app can tell ordinary talk from them without asking anybody. */
const Prefix = z
  .string()
  .max(8)
  .regex(/^[^\p{L}\p{N}\s@\p{Cf}]\S*$/u, 'must begin with a sign such as ! or >, and hold no space');

/** The messages of a room that are for the agent. */
const activation = {
  requireMention: z
    .boolean()
    .optional()
    .describe(
      'true: in rooms the agent answers only if it is mentioned. Default true. If chatmode is set too, chatmode decides.',
    ),
  chatmode: z
    .enum(['oncall', 'onmessage', 'onchar'])
    .optional()
    .describe(
      'What starts a turn in rooms: a mention (oncall), every message (onmessage), a mention or a prefix (onchar).',
    ),
  oncharPrefixes: z
    .array(Prefix)
    .min(1)
    .max(10)
    .optional()
    .describe('Prefixes that start a turn if chatmode is "onchar". Default [">"].'),
  allowBots: buildChannelAllowBotsSchema({ allowMentions: true })
    .optional()
    .describe(
      'Whether other bots and apps may start turns: never (false, the default), if they mention the bot ("mentions"), or always (true).',
    ),
};

const Room = z.strictObject({
  allow: z
    .boolean()
    .optional()
    .describe('true opens the room under groupPolicy "allowlist"; false closes it under any policy.'),
  ...activation,
  users: AllowFromListSchema.describe('Who may talk to the agent in this room, instead of groupAllowFrom.'),
  replyToMode: ReplyToModeSchema.optional().describe(
    'Whether the bot answers in threads in this room; see replyToMode above.',
  ),
  tools: ToolPolicySchema.describe('Which tools the agent has in this room, by the rules of OpenClaw’s own key tools.'),
  systemPrompt: z.string().optional().describe('Instructions for the agent in this room.'),
  ...refusals(FOREIGN_ROOM_KEYS),
});
export type RoomConfig = z.infer<typeof Room>;

/** The access policy of an account: who may talk to the agent, where and how. All defaults are closed. */
export const access = {
  dmPolicy: DmPolicySchema.optional().describe('Direct messages: pairing (default), allowlist, open or disabled.'),
  allowFrom: AllowFromListSchema.describe(
    'Who may write to the agent directly: user ids, "accessGroup:<name>" or "*" (everybody); "@name" only with dangerouslyAllowNameMatching.',
  ),
  groupPolicy: GroupPolicySchema.optional().describe('Rooms: allowlist (default), open or disabled.'),
  groupAllowFrom: AllowFromListSchema.describe(
    'Who may talk to the agent in rooms. Default: the people in allowFrom, but not its "*".',
  ),
  ...activation,
  rooms: z
    .record(z.string().min(1), Room)
    .optional()
    .describe('Rooms by id, name or #name; write # if a name looks like an id. "*" holds the defaults of all rooms.'),
  mentionAll: z.boolean().optional().describe('true: @all and @here count as mentions of the bot. Default false.'),
  implicitMentions: ChannelImplicitMentionsSchema.optional().describe(
    'Which of these count as a mention of the bot: replies to its messages (replyToBot), quotations of them (quotedBot), messages in threads it has written in (threadParticipation). Default: all.',
  ),
  commandPrefix: z
    .union([Prefix, z.literal('')])
    .optional()
    .describe('The prefix of commands such as !status; "" for no such commands. Default "!".'),
  commandAllowFrom: AllowFromListSchema.describe(
    'Operators besides the owners: people who may use more commands than status, new and help. If unset: everybody in direct messages, and nobody in rooms. Once the gateway has an owner, name them in OpenClaw’s commands.allowFrom too.',
  ),
  botLoopProtection: ChannelBotLoopProtectionSchema.optional().describe(
    'How many messages bots may exchange before the agent ignores them for a while.',
  ),
  dangerouslyAllowNameMatching: z
    .boolean()
    .optional()
    .describe('true: lists may contain "@name". Dangerous, because usernames can change hands. Default false.'),
  hints: z
    .boolean()
    .optional()
    .describe(
      'true: people who get no answer see why, in a message that only they see: after each command and direct message, otherwise once an hour for each reason. Default true.',
    ),
};
