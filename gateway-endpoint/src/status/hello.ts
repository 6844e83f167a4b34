import { type GatewayHello, LIMITS } from '@rocketchat-openclaw/shared';
import type { RoomConfig } from '../config/access-schema.ts';
import { activationOf, type Policy } from '../config/policy.ts';
import { COMMANDS } from '../gate/command.ts';
import { listsRooms } from '../gate/room-rule.ts';
import { PLUGIN_VERSION } from '../version.ts';

export type Announced = GatewayHello['activation'];

const ALL_ROOMS = '*';

/** What we say of ourselves, in either direction. */
export function gatewayHello(accountId: string, policy: Policy, now: number): GatewayHello {
  return { pluginVersion: PLUGIN_VERSION, accountId, activation: announced(policy), now };
}

/** The policy → which messages start a turn without a mention, as the app has to know it to let them out. */
export function announced(policy: Policy): Announced {
  const { rooms, commandPrefix, mentionAll } = policy;
  const everywhere = rooms[ALL_ROOMS] ?? {};
  const places = new Map([
    [ALL_ROOMS, { open: isOpen(everywhere, policy), ...activationOf([everywhere, policy.activation]) }],
    ...Object.entries(rooms).flatMap(([key, room]): [string, Place][] => {
      const entry = { ...everywhere, ...room };
      const activation = activationOf([room, everywhere, policy.activation]);
      return key === ALL_ROOMS ? [] : [[key, { open: isOpen(entry, policy), ...activation }]];
    }),
  ]);
  const open = [...places].filter(([, place]) => place.open);
  const prefixes = new Set(open.flatMap(([, { oncharPrefixes }]) => oncharPrefixes));
  return {
    commandPrefixes: commandPrefix === '' ? [] : Object.keys(COMMANDS).map((name) => commandPrefix + name),
    oncharPrefixes: [...prefixes].slice(0, LIMITS.prefixes),
    answersEveryMessageIn: open
      .flatMap(([key, { requireMention }]) => (requireMention ? [] : key))
      .slice(0, LIMITS.listItems),
    mentionAll,
  };
}

type Place = ReturnType<typeof activationOf> & { readonly open: boolean };

/** What is said in a closed room starts nothing, so it need not leave the workspace. */
function isOpen({ allow }: RoomConfig, policy: Policy): boolean {
  if (policy.groupPolicy === 'disabled' || allow === false) return false;
  return allow === true || policy.groupPolicy === 'open' || !listsRooms(policy);
}
