import { ACCOUNT_ID, LIMITS } from '@rocketchat-openclaw/shared';
import {
  AllowFromListSchema,
  ContextVisibilityModeSchema,
  MarkdownConfigSchema,
} from 'openclaw/plugin-sdk/channel-config-schema';
import { buildOptionalSecretInputSchema } from 'openclaw/plugin-sdk/secret-input';
import * as z from 'zod';
import { access } from './access-schema.ts';
import { actions } from './actions.ts';
import { APP_PATH } from './app-path.ts';
import { approvals } from './approvals.ts';
import { FOREIGN_KEYS } from './foreign-keys.ts';
import { presence } from './presence.ts';
import { refusals } from './refusals.ts';
import { streaming } from './streaming.ts';
import { threading } from './threading.ts';

/** The settings of one workspace: at the root for the default account, or under `accounts.<id>`. */
const account = {
  enabled: z
    .boolean()
    .optional()
    .describe('false switches the account off; at the root, it switches off all accounts. Default true.'),
  name: z.string().optional().describe('Name of the account in lists.'),
  baseUrl: z
    .string()
    .regex(/^https?:\/\/[^\s/]/, 'must be the address of the workspace, such as https://chat.example.com')
    .optional()
    .describe(
      'Address of the workspace. The account default can have it from ROCKETCHAT_URL or ROCKETCHAT_BASE_URL instead.',
    ),
  transport: z
    .enum(['push', 'pull'])
    .optional()
    .describe(
      'How events get here: the workspace sends them to this gateway (push, the default), or this gateway fetches them (pull), for example if the workspace cannot reach it behind NAT.',
    ),
  gatewayUrl: z
    .string()
    .regex(/^https?:\/\/[^\s/]/, 'must be the address of the gateway, such as https://openclaw.example.com')
    .optional()
    .describe(
      'Address at which the workspace reaches this gateway; `openclaw rocketchat connect` writes it into the connection code. Default: gateway.publicOrigin.',
    ),
  sharedSecret: buildOptionalSecretInputSchema().describe(
    'The secret that `openclaw rocketchat connect` makes, or a reference to it. Each account has its own. The account default can have it from ROCKETCHAT_SHARED_SECRET instead.',
  ),
  previousSharedSecret: buildOptionalSecretInputSchema().describe(
    'The previous secret, accepted until you remove it. Each account has its own.',
  ),
  appPath: z
    .string()
    .regex(APP_PATH, 'must be the path that `/openclaw status` shows an admin in Rocket.Chat')
    .optional()
    .describe(
      'The path at which the app takes commands; `/openclaw status` shows it to an admin in Rocket.Chat. Needed only with transport pull.',
    ),
  webhookPath: z
    .string()
    .regex(/^(\/[A-Za-z0-9._~-]+)+$/, 'must be a path such as /hooks/chat')
    .optional()
    .describe(
      'The path at which the gateway takes the events of the app, under `<webhookPath>/events`. Default `/rocketchat/<account>`.',
    ),
  ...access,
  ...approvals,
  ...actions,
  ...threading,
  textChunkLimit: z
    .int()
    .min(200)
    .max(LIMITS.textChars)
    .optional()
    .describe(
      'Longest post, in characters. Default 4000; never more than the server accepts (5000, unless an admin has changed it).',
    ),
  chunkMode: z
    .enum(['length', 'newline'])
    .optional()
    .describe(
      'When an answer becomes several posts: if it is too long (length, the default), or at every paragraph (newline).',
    ),
  markdown: MarkdownConfigSchema.describe(
    'tables says how tables are shown: as code ("code"), as lists ("bullets"), or unchanged ("off"). Default: code if the table is narrow and has no links or formulas, otherwise a list.',
  ),
  ...streaming,
  ...presence,
  configWrites: z
    .boolean()
    .optional()
    .describe(
      'false: no command in a message of this channel, such as /config set, changes the configuration of OpenClaw, which reads this key itself. Default true.',
    ),
  responsePrefix: z
    .string()
    .optional()
    .describe('Text in front of every answer, such as "[{model}]". Default: messages.responsePrefix.'),
  reactionNotifications: z
    .enum(['off', 'own', 'all', 'allowlist'])
    .optional()
    .describe(
      'Which reactions the agent sees: none (off), those to its own messages (own, the default), all, or those of the people in reactionAllowlist (allowlist).',
    ),
  reactionAllowlist: AllowFromListSchema.describe(
    'User ids of the people whose reactions the agent sees if reactionNotifications is "allowlist".',
  ),
  historyLimit: historyLimit(
    'How many earlier messages of a room the agent reads when a turn starts; 0 for none. Default: messages.groupChat.historyLimit, then 50.',
  ),
  dmHistoryLimit: historyLimit(
    'How many earlier messages of a direct conversation the agent reads when a turn starts. Default 0.',
  ),
  thread: z
    .strictObject({
      inheritParent: z
        .boolean()
        .optional()
        .describe('true starts the session of a new thread with a copy of its room’s session. Default false.'),
      alsoInRoom: z.boolean().optional().describe('true shows answers in threads in the room as well. Default false.'),
      initialHistoryLimit: historyLimit(
        'How many earlier messages of a thread the agent reads when its session is new; in rooms at most historyLimit. Default 20.',
      ),
    })
    .optional()
    .describe('Threads and their sessions.'),
  contextVisibility: ContextVisibilityModeSchema.optional().describe(
    'Whose earlier messages the agent reads: everyone’s (all, the default), or only those of people who may talk to the agent (allowlist). Quotations count too; with allowlist_quote, a message for the agent may quote anybody.',
  ),
  mediaMaxMb: z
    .number()
    .positive()
    .optional()
    .describe(
      'Largest file that the agent reads or sends, in MiB; it never sends more than 20. Default: agents.defaults.mediaMaxMb, then 20. If neither is set, OpenClaw itself leaves files over 5 MiB out of an answer’s MEDIA lines.',
    ),
};

const Account = z.strictObject({ ...account, ...refusals(FOREIGN_KEYS) });

function historyLimit(description: string) {
  return z.int().min(0).optional().describe(description);
}

/** `channels.rocketchat`. Strict: a misspelt key is an error that names it, because silence would open a door. */
export const RocketChatConfig = z
  .strictObject({
    ...account,
    ...refusals(FOREIGN_KEYS),
    accounts: z
      .record(z.string().regex(ACCOUNT_ID), Account)
      .optional()
      .describe(
        'Further workspaces, each under a name of your choice and with the keys above. They inherit keys that they leave out, except lists of people and rooms.',
      ),
    defaultAccount: z
      .string()
      .regex(ACCOUNT_ID)
      .optional()
      .describe('The account that is used if none is named. Default: `default`, then the first.'),
  })
  .superRefine((config, context) => {
    openNeedsWildcard(config, [], context);
    for (const [id, entry] of Object.entries(config.accounts ?? {})) {
      openNeedsWildcard({ ...config, ...entry }, ['accounts', id], context);
    }
  });
export type RocketChatConfig = z.infer<typeof RocketChatConfig>;
export type AccountConfig = z.infer<typeof Account>;

/** `dmPolicy: open` takes effect only beside `allowFrom: ["*"]`, so that nobody opens the door with one word. */
function openNeedsWildcard(entry: AccountConfig, at: string[], context: z.RefinementCtx): void {
  if (entry.dmPolicy !== 'open' || entry.allowFrom?.includes('*')) return;
  const message = 'dmPolicy "open" needs allowFrom to include "*"';
  context.addIssue({ code: 'custom', path: [...at, 'allowFrom'], message });
}
