import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { running } from '../account/running.ts';
import { type Account, resolveAccount } from '../config/account.ts';
import { idOfPeer } from '../config/account-names.ts';
import { type RoomRule, ruleOf } from '../gate/room-rule.ts';

type Groups = NonNullable<ChannelPlugin<Account>['groups']>;
type Asked = Parameters<NonNullable<Groups['resolveToolPolicy']>>[0];

/** Answers OpenClaw's questions about a room when it prepares a turn, by the same rules as the gate. */
export const groups: Groups = {
  resolveRequireMention: (asked) => ruleFor(asked)?.requireMention,
  resolveToolPolicy: (asked) => ruleFor(asked)?.tools as ReturnType<NonNullable<Groups['resolveToolPolicy']>>,
};

/** OpenClaw may have the id from a session key, in lower case; the configuration has it as it is. */
function ruleFor({ cfg, groupId, accountId }: Asked): RoomRule | undefined {
  if (!groupId) return undefined;
  const { policy, accountId: id } = resolveAccount(cfg, accountId);
  const idOf = running.get(id)?.roomNames.idOf ?? (() => undefined);
  const ids = Object.keys(policy.rooms).map((key) => idOf(key) ?? key);
  const asked = idOfPeer(id, groupId) ?? groupId;
  const roomId = ids.find((each) => each.toLowerCase() === asked.toLowerCase()) ?? asked;
  return ruleOf(roomId, policy, idOf);
}
