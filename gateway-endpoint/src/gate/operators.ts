import { CHANNEL_ID } from '../config/channel-id.ts';
import { ownerEntries, ownersOf, peopleIn } from '../config/owners.ts';
import { isListed, type Person, type ResolveIngress } from './question.ts';

/**
 * May this person use the commands that change how the agent works, also within a message? Owners of the gateway and
 * people in `commandAllowFrom` may; if nobody is listed, everyone who may write directly, in direct messages.
 */
export async function mayOperate(person: Person, resolve: ResolveIngress): Promise<boolean> {
  const { actor, kind, account, cfg } = person;
  const isOwner = ownersOf(cfg, account.accountId).includes(actor.id);
  const { commandAllowFrom } = account.policy;
  const isOperator =
    isOwner || (commandAllowFrom.length === 0 ? kind === 'direct' : await isListed(commandAllowFrom, person, resolve));
  return isOperator && mayByOpenClaw(person, isOwner || ownerEntries(cfg).length === 0);
}

/**
 * OpenClaw takes commands from those of `commands.allowFrom`, where there is such a list; otherwise from owners alone,
 * once there is one, and the first person who is paired becomes one. It ignores everybody else without a word.
 */
function mayByOpenClaw({ actor, account, cfg }: Person, mayWithoutList: boolean): boolean {
  const list = cfg.commands?.allowFrom?.[CHANNEL_ID] ?? cfg.commands?.allowFrom?.['*'];
  if (!list) return mayWithoutList;
  return list.includes('*') || peopleIn(list.map(String), account.accountId).includes(actor.id);
}
