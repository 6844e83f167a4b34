import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';

/** The configuration, which counts how often the account is resolved in it. */
export function counting(cfg: OpenClawConfig, section: object = {}) {
  const reads = { times: 0 };
  const rocketchat = { ...cfg.channels?.['rocketchat'], ...section };
  // Nothing but the resolution reads it.
  Object.defineProperty(rocketchat, 'commandPrefix', {
    enumerable: true,
    get() {
      reads.times++;
      return '!';
    },
  });
  const counted: OpenClawConfig = { ...cfg, channels: { ...cfg.channels, rocketchat } };
  resolveAccount(counted, 'default');
  const each = reads.times;
  reads.times = 0;
  return { counted, resolutions: () => reads.times / each };
}
