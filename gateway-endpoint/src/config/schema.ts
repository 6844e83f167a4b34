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
import { refusals } from './refusals.ts';
import { signs } from './signs.ts';
import { streaming } from './streaming.ts';
import { threading } from './threading.ts';

/** What one workspace needs. The same keys stand at the root for the default account, or under `accounts.<id>`. */
const account = {
  enabled: z.boolean().optional().describe('false switches the account off; at the root, all of them. Default true.'),
  name: z.string().optional().describe('What lists call the account.'),
  baseUrl: z
    .string()
    .regex(/^https?:\/\/[^\s/]/, 'must be the address of the workspace, such as https://chat.example.com')
    .optional()
    .describe('Address of the workspace. For the default account also ROCKETCHAT_URL or ROCKETCHAT_BASE_URL.'),
  transport: z
    .enum(['push', 'pull'])
    .optional()
    .describe(
      'Who brings the events: the workspace pushes them to this gateway (push, the default), or this gateway fetches them (pull), where the workspace cannot reach it, such as behind NAT.',
    ),
  sharedSecret: buildOptionalSecretInputSchema().describe(
    'What `openclaw rocketchat connect` makes: the secret or a reference to it. For the default account also ROCKETCHAT_SHARED_SECRET. Each account has its own.',
  ),
  previousSharedSecret: buildOptionalSecretInputSchema().describe(
    'The secret before, while the app still uses it. Each account has its own.',
  ),
  appPath: z
    .string()
    .regex(APP_PATH, 'must be the path that `/openclaw status` shows an admin in Rocket.Chat')
    .optional()
    .describe(
      'Where the app takes commands, as `/openclaw status` shows it to an admin in Rocket.Chat. Only with transport pull: otherwise the app tells it.',
    ),
  webhookPath: z
    .string()
    .regex(/^(\/[A-Za-z0-9._~-]+)+$/, 'must be a path such as /hooks/chat')
    .optional()
    .describe(
      'Where the gateway takes the app’s events, under `<webhookPath>/events`. Default `/rocketchat/<account>`.',
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
    .describe('Most characters of one post; never more than the server accepts, 5000 by default. Default 4000.'),
  chunkMode: z
    .enum(['length', 'newline'])
    .optional()
    .describe('Where a text becomes several posts: where it is too long (length, the default) or at every paragraph.'),
  markdown: MarkdownConfigSchema.describe(
    'Tables as code, as lists of points (bullets) or as they are (off). Default: code where it fits, else a list.',
  ),
  ...streaming,
  ...signs,
  responsePrefix: z
    .string()
    .optional()
    .describe('Stands before every answer, such as "[{model}]". Default: messages.responsePrefix.'),
  reactionNotifications: z
    .enum(['off', 'own', 'all', 'allowlist'])
    .optional()
    .describe(
      'Which reactions the agent hears of: none, those to its own messages (default), all, or those of a list.',
    ),
  reactionAllowlist: AllowFromListSchema.describe(
    'User ids whose reactions count when reactionNotifications is "allowlist".',
  ),
  historyLimit: historyLimit(
    'Messages of a room read when a turn starts in it; 0 for none. Default: messages.groupChat.historyLimit, then 50.',
  ),
  dmHistoryLimit: historyLimit('Messages of a direct conversation read when a turn starts in it. Default 0.'),
  thread: z
    .strictObject({
      inheritParent: z
        .boolean()
        .optional()
        .describe('Does the session of a new thread begin with a copy of its room’s session? Default false.'),
      alsoInRoom: z.boolean().optional().describe('Are answers in threads shown in the room as well? Default false.'),
      initialHistoryLimit: historyLimit(
        'Messages of a thread read when its session is new; in rooms at most historyLimit. Default 20.',
      ),
    })
    .optional()
    .describe('Threads and their sessions.'),
  contextVisibility: ContextVisibilityModeSchema.optional().describe(
    'Whose messages may stand in the history: everybody’s (all, the default) or only those of people who may talk to the agent (allowlist). Quotations count too; with allowlist_quote, a message for the agent may quote anybody.',
  ),
  mediaMaxMb: z
    .number()
    .positive()
    .optional()
    .describe(
      'Largest file that is read or sent, in MiB; at most 20 are sent. Default: agents.defaults.mediaMaxMb, then 20. Where neither is set, OpenClaw itself leaves files over 5 out of an answer’s MEDIA lines.',
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
        'Further workspaces by a name of your choice, each with the keys above; what they leave out, they inherit, but for lists of people and rooms.',
      ),
    defaultAccount: z
      .string()
      .regex(ACCOUNT_ID)
      .optional()
      .describe('The account that is meant where none is named. Default: `default`, then the first.'),
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
