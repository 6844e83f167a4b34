import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { ownerEntries, ownersOf } from './owners.ts';
import { isListed, type Person, type ResolveIngress } from './question.ts';

/**
 * May this person use the commands that change how the agent works, and write them into what they say to it? Owners of
 * the gateway may, and those of `commandAllowFrom`; where nobody is listed, whoever may write directly, there.
 */
export async function mayOperate(person: Person, resolve: ResolveIngress): Promise<boolean> {
  const { actor, kind, account, cfg } = person;
  const isOwner = ownersOf(cfg, account.accountId).includes(actor.id);
  const { commandAllowFrom } = account.policy;
  const isOperator =
    isOwner || (commandAllowFrom.length === 0 ? kind === 'direct' : await isListed(commandAllowFrom, person, resolve));
  return isOperator && (await mayByOpenClaw(person, isOwner || ownerEntries(cfg).length === 0, resolve));
}

/**
 * OpenClaw takes commands from those of `commands.allowFrom`, where there is such a list; otherwise from owners alone,
 * once there is one, and the first person who is paired becomes one. It ignores everybody else without a word.
 */
async function mayByOpenClaw(person: Person, mayWithoutList: boolean, resolve: ResolveIngress): Promise<boolean> {
  const listed = listIn(person.cfg);
  return listed ? listed.length > 0 && isListed(listed, person, resolve) : mayWithoutList;
}

function listIn({ commands }: OpenClawConfig): string[] | undefined {
  const list = commands?.allowFrom?.[CHANNEL_ID] ?? commands?.allowFrom?.['*'];
  return list?.map(String);
}
