import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import type { Account } from '../config/account.ts';
import { TARGET_FORMS } from '../place/target.ts';

/** Tells a model how to write for Rocket.Chat, and how to address people and rooms. */
export const agentPrompt: NonNullable<ChannelPlugin<Account>['agentPrompt']> = {
  messageToolHints: () => [
    `- Rocket.Chat targets: ${TARGET_FORMS}. Leave \`target\` out for the conversation you are in; everything but \`send\` and \`poll\` works only there.`,
    '- Rocket.Chat `react` takes an emoji or its name (`:thumbsup:`); an empty `emoji` takes back all of your own. `edit` and `delete` work only on messages that you have posted; `member-info` takes `userId` and, as `channelId`, the id of the room you are in.',
  ],
  inboundFormattingHints: () => ({
    text_markup: 'markdown',
    rules: [
      'Write ordinary Markdown; it is turned into what Rocket.Chat shows. Tables become code, headings become bold.',
      'A @name in your text notifies nobody.',
    ],
  }),
};
