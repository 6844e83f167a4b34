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

/** Which messages of a room are for the agent. */
const activation = {
  requireMention: z
    .boolean()
    .optional()
    .describe('Must the bot be mentioned in rooms? Default true. chatmode, where it is set too, decides.'),
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
    .describe('What a message for the agent begins with where chatmode is "onchar". Default [">"].'),
  allowBots: buildChannelAllowBotsSchema({ allowMentions: true })
    .optional()
    .describe('May other bots and apps start turns: never (false, the default), where they mention ours, or always.'),
};

const Room = z.strictObject({
  allow: z
    .boolean()
    .optional()
    .describe('true opens the room under groupPolicy "allowlist"; false closes it under any policy.'),
  ...activation,
  users: AllowFromListSchema.describe('Who may talk to the agent in this room, instead of groupAllowFrom.'),
  replyToMode: ReplyToModeSchema.optional().describe(
    'Are messages in this room answered in threads under them? As replyToMode.',
  ),
  tools: ToolPolicySchema.describe('Tools of the agent in this room.'),
  systemPrompt: z.string().optional().describe('Instructions for the agent in this room.'),
  ...refusals(FOREIGN_ROOM_KEYS),
});
export type RoomConfig = z.infer<typeof Room>;

/** Who may talk to the agent, where, and how: the part of an account that decides. All defaults are the closed ones. */
export const access = {
  dmPolicy: DmPolicySchema.optional().describe('Direct messages: pairing (default), allowlist, open or disabled.'),
  allowFrom: AllowFromListSchema.describe(
    'Who may write to the agent directly: user ids, "accessGroup:<name>" or "*"; "@name" with dangerouslyAllowNameMatching.',
  ),
  groupPolicy: GroupPolicySchema.optional().describe('Rooms: allowlist (default), open or disabled.'),
  groupAllowFrom: AllowFromListSchema.describe(
    'Who may talk to the agent in rooms. Default: the people of allowFrom, but not its "*".',
  ),
  ...activation,
  rooms: z
    .record(z.string().min(1), Room)
    .optional()
    .describe('Rooms by id, name or #name, with # where a name looks like an id; "*" holds the defaults of all rooms.'),
  mentionAll: z.boolean().optional().describe('Do @all and @here count as mentions of the bot? Default false.'),
  implicitMentions: ChannelImplicitMentionsSchema.optional().describe(
    'What counts as a mention without one: replies to the bot, quotations of it, its threads. Default: all of them.',
  ),
  commandPrefix: z
    .union([Prefix, z.literal('')])
    .optional()
    .describe('What commands such as !status begin with; "" for no such commands. Default "!".'),
  commandAllowFrom: AllowFromListSchema.describe(
    'Operators beside the owners: who may use commands beyond status, new and help. Unset: in direct messages everybody who may write, in rooms nobody. Once the gateway has an owner, OpenClaw’s commands.allowFrom must name them too.',
  ),
  botLoopProtection: ChannelBotLoopProtectionSchema.optional().describe(
    'How much bots may talk to one another before they are silenced for a while.',
  ),
  dangerouslyAllowNameMatching: z
    .boolean()
    .optional()
    .describe('Lets lists name people by "@name", which its owner can give up and somebody else take. Default false.'),
  hints: z
    .boolean()
    .optional()
    .describe(
      'Tell people, only them, why the agent stays silent: after each command and direct message, otherwise each reason hourly? Default true.',
    ),
};
