import { Refusal, readSecret } from '@rocketchat-openclaw/shared';
import { DEFAULT_ACCOUNT_ID } from 'openclaw/plugin-sdk/account-core';
import { defineChannelSetupContract } from 'openclaw/plugin-sdk/channel-setup';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import type { RocketChatConfig } from '../../config/schema.ts';
import { SETUP } from '../../texts/connect.ts';

/** `openclaw channels add --channel rocketchat --base-url … --shared-secret …`. package.json repeats the fields. */
export const setupContract = defineChannelSetupContract({
  fields: {
    baseUrl: {
      kind: 'string',
      cli: { flags: '--base-url <url>', description: SETUP.baseUrl },
    },
    sharedSecret: {
      kind: 'string',
      sensitive: true,
      cli: { flags: '--shared-secret <secret>', description: SETUP.sharedSecret },
    },
  },
  adapter: {
    validateInput: ({ input }) => (input.sharedSecret === undefined ? null : whatIsWrong(input.sharedSecret)),
    applyAccountConfig({ cfg, accountId, input: { baseUrl, sharedSecret } }) {
      const section = (cfg.channels?.[CHANNEL_ID] ?? {}) as RocketChatConfig;
      const given = { ...(baseUrl && { baseUrl }), ...(sharedSecret && { sharedSecret }) };
      const written: RocketChatConfig =
        accountId === DEFAULT_ACCOUNT_ID
          ? { ...section, enabled: true, ...given }
          : {
              ...section,
              enabled: true,
              accounts: { ...section.accounts, [accountId]: { ...section.accounts?.[accountId], ...given } },
            };
      return { ...cfg, channels: { ...cfg.channels, [CHANNEL_ID]: written } };
    },
  },
});

function whatIsWrong(secret: string): string | null {
  try {
    readSecret(secret);
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.detail : String(error);
  }
}
