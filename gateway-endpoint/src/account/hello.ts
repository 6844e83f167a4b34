import { type GatewayHello, LIMITS } from '@rocketchat-openclaw/shared';
import type { Policy } from '../config/policy.ts';
import { COMMANDS } from '../gate/command.ts';
import { ALL_ROOMS, isOpen, ruleOf } from '../gate/room-rule.ts';
import { PLUGIN_VERSION } from '../version.ts';

export type Announced = GatewayHello['activation'];

/** The gateway's hello, in either direction. Our features are added where the app names its own. */
export function gatewayHello(accountId: string, policy: Policy, now: number): GatewayHello {
  return { pluginVersion: PLUGIN_VERSION, accountId, activation: announced(policy), now };
}

/** The policy → which messages start a turn without a mention, as the app has to know it to let them out. */
export function announced(policy: Policy): Announced {
  const { rooms, groupPolicy, commandPrefix, mentionAll } = policy;
  // A message in a closed room starts nothing, so it need not leave the workspace. A key has its own entry first.
  const open = [...new Set([ALL_ROOMS, ...Object.keys(rooms)])]
    .map((key) => ({ key, rule: ruleOf(key, policy, () => undefined) }))
    .filter(({ rule }) => groupPolicy !== 'disabled' && isOpen(rule, policy));
  const prefixes = new Set(open.flatMap(({ rule }) => rule.oncharPrefixes));
  return {
    commandPrefixes: commandPrefix === '' ? [] : Object.keys(COMMANDS).map((name) => commandPrefix + name),
    oncharPrefixes: [...prefixes].slice(0, LIMITS.prefixes),
    answersEveryMessageIn: open.flatMap(({ key, rule }) => (rule.requireMention ? [] : key)).slice(0, LIMITS.listItems),
    mentionAll,
  };
}
