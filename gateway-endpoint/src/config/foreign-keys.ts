/**
 * Keys of other transports and other channels that people bring along, and what to do instead. None of them has an
 * effect here, so each is an error that says so: a policy under a key that nobody reads would be no policy. OpenClaw
 * shows 160 characters of it. `openclaw doctor --fix` takes over what has a counterpart here (`bring-along.ts`).
 */
export const FOREIGN_KEYS = {
  authToken: 'this channel uses no access token; remove it and run `openclaw rocketchat connect`',
  personalAccessToken: 'this channel uses no access token; remove it and run `openclaw rocketchat connect`',
  botToken: 'this channel uses no bot token; remove it and run `openclaw rocketchat connect`',
  userId: 'answers are posted by the app’s own user; remove it',
  username: 'this channel signs in nowhere; remove it and run `openclaw rocketchat connect`',
  password: 'this channel signs in nowhere; remove it and run `openclaw rocketchat connect`',
  auth: 'this channel signs in nowhere; remove it and run `openclaw rocketchat connect`',
  mentionNames: 'the app tells the gateway what its user is called; remove it',
  botUsername: 'the app tells the gateway what its user is called; remove it',
  botName: 'the app tells the gateway what its user is called; remove it',
  alias: 'answers are posted by the app’s own user, whose name and picture the admin sets; remove it',
  avatarUrl: 'answers are posted by the app’s own user, whose name and picture the admin sets; remove it',
  emoji: 'answers are posted by the app’s own user, whose name and picture the admin sets; remove it',
  url: 'use baseUrl',
  serverUrl: 'use baseUrl',
  webhook: 'the app pushes signed events; remove it, and see webhookPath and `openclaw rocketchat connect`',
  webhookToken: 'the app signs its events with sharedSecret; remove it and run `openclaw rocketchat connect`',
  dm: 'use dmPolicy for dm.policy and allowFrom for dm.allowFrom',
  groups: 'use rooms, whose entries open a room with allow: true',
  channels: 'use rooms, whose entries open a room with allow: true',
  commands: 'use commandPrefix, and commandAllowFrom for who may use model and stop',
  agent: 'give the account its agent with bindings',
  owner: 'name the owner in commands.ownerAllowFrom',
  conversationWindowMinutes: 'there is no such window; nobody needs a mention in a thread of the bot',
  blockStreamingCoalesce: 'use streaming.block.coalesce',
  capabilities: 'this channel does not read it; remove it',
} as const satisfies Record<string, string>;

/** The same for the entries of `rooms`. */
export const FOREIGN_ROOM_KEYS = {
  enabled: 'use allow',
  allowFrom: 'use users',
  groupAllowFrom: 'use users',
  conversationWindowMinutes: 'there is no such window; nobody needs a mention in a thread of the bot',
  mediaMaxMb: 'use mediaMaxMb of the account',
  skills: 'use tools, or route the room to an agent of its own with bindings',
} as const satisfies Record<string, string>;
