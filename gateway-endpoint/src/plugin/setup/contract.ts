import { Refusal } from '@rocketchat-openclaw/shared';
import { DEFAULT_ACCOUNT_ID } from 'openclaw/plugin-sdk/account-core';
import { defineChannelSetupContract } from 'openclaw/plugin-sdk/channel-setup';
import { OPTION, SETUP } from '../../texts/connect.ts';
import type { Applied } from './apply-plan.ts';
import { apply, type Prepared, prepare, sayReport } from './set-up.ts';

/** OpenClaw prepares, checks, applies and reports one account after the other, and hands over only the values of fields. */
const under = new Map<string, Prepared | Refusal>();
const done = new Map<string, Applied>();

/** `openclaw channels add --channel rocketchat --url …`. package.json repeats the fields. */
export const setupContract = defineChannelSetupContract({
  fields: {
    url: { kind: 'string', cli: { flags: '--url <url>', description: OPTION.url } },
    gatewayUrl: { kind: 'string', cli: { flags: '--gateway-url <url>', description: OPTION.gatewayUrl } },
    pull: { kind: 'boolean', cli: { flags: '--pull', description: OPTION.pull } },
    who: { kind: 'string', cli: { flags: '--who <who>', description: OPTION.who } },
    useEnv: {
      kind: 'boolean',
      envVars: ['ROCKETCHAT_URL', 'ROCKETCHAT_SHARED_SECRET'],
      cli: { flags: '--use-env', description: SETUP.useEnv },
    },
    sharedSecret: {
      kind: 'string',
      sensitive: true,
      cli: { flags: '--shared-secret <secret>', description: SETUP.sharedSecret },
    },
    baseUrl: { kind: 'string', cli: { flags: '--base-url <url>', description: OPTION.baseUrl } },
  },
  adapter: {
    async prepareAccountConfigInput({ cfg, accountId, input }) {
      under.delete(accountId);
      const { name: _name, ...options } = input;
      try {
        if (input.useEnv && accountId !== DEFAULT_ACCOUNT_ID) throw new Refusal('bad-request', SETUP.envIsForDefault);
        under.set(accountId, await prepare(cfg, { ...options, account: accountId }));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        under.set(accountId, error);
      }
      return input;
    },
    validateInput({ accountId }) {
      const prepared = under.get(accountId);
      return prepared instanceof Refusal ? prepared.detail : null;
    },
    applyAccountConfig({ cfg, accountId }) {
      const prepared = under.get(accountId);
      if (prepared === undefined || prepared instanceof Refusal) return cfg;
      const applied = apply(prepared, cfg);
      done.set(accountId, applied);
      return applied.cfg;
    },
    async afterAccountConfigWritten({ accountId }) {
      const prepared = under.get(accountId);
      const applied = done.get(accountId);
      if (prepared === undefined || prepared instanceof Refusal || !applied) return;
      await sayReport(prepared, applied);
    },
  },
});
