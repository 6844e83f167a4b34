import type { JsonObject } from '../../testbed/gateway/config.ts';

const OPEN_TO_ALL: JsonObject = { dmPolicy: 'open', groupPolicy: 'open', allowFrom: ['*'] };

/** One account for each suite about the way back, so that none of them sees another's configuration. */
export const REPLY_ACCOUNTS = {
  threads: { ...OPEN_TO_ALL, rooms: { threaded: { replyToMode: 'first' } } },
  streaming: OPEN_TO_ALL,
  media: { ...OPEN_TO_ALL, mediaMaxMb: 1 },
  buttons: OPEN_TO_ALL,
  tool: OPEN_TO_ALL,
  /** Bots and integrations are heard here: what they have then is seen. */
  words: { ...OPEN_TO_ALL, allowBots: true },
  /** Short posts, so that answers of several are quick to make. */
  sends: { ...OPEN_TO_ALL, textChunkLimit: 200 },
} satisfies Record<string, JsonObject>;

export type ReplyAccount = keyof typeof REPLY_ACCOUNTS;

export const REPLY_ACCOUNT_NAMES = Object.keys(REPLY_ACCOUNTS) as ReplyAccount[];
