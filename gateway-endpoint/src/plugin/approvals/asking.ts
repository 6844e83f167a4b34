import type { PendingApprovalView } from 'openclaw/plugin-sdk/approval-handler-runtime';
import { type Lookup, personWithId, roomWithId } from '../../app-client/lookup.ts';
import type { Account } from '../../config/account.ts';
import { readTarget } from '../../place/target.ts';
import type { Words } from '../../texts/words.ts';
import { startersOf } from '../../turn/runs.ts';
import type { Asking } from './approval-request.ts';

/** How many approvers are named; the others are counted. */
const MOST_NAMED = 5;

const MINUTE_MS = 60_000;

interface Wanted {
  readonly account: Account;
  readonly view: PendingApprovalView;
  /** The place of the request, in OpenClaw's spelling. */
  readonly origin: string | null | undefined;
  readonly now: number;
  readonly words: Words;
}

/** Usernames of the people who are asked, and of the one who needs it. Names that the workspace does not know are left out. */
export async function askingFor({ account, view, origin, now, words }: Wanted, lookup: Lookup): Promise<Asking> {
  const { accountId, approvers, policy } = account;
  const { REQUEST } = words;
  const usernameOf = (userId: string) =>
    personWithId(userId, lookup).then(
      (person) => person?.username,
      () => undefined,
    );
  const sessionKey = 'sessionKey' in view ? view.sessionKey : undefined;
  const starters = sessionKey ? startersOf(sessionKey, accountId) : [];
  const [starter] = starters;
  const [names, by, room] = await Promise.all([
    Promise.all(approvers.slice(0, MOST_NAMED).map(usernameOf)),
    starter !== undefined && starters.length === 1 ? usernameOf(starter) : undefined,
    roomOf(origin, lookup),
  ]);
  const known = names.filter((name) => name !== undefined);
  return {
    asked: known.length > 0 ? REQUEST.asked(known, approvers.length - known.length) : REQUEST.askedApprovers,
    by,
    room,
    minutes: minutesUntil(view.expiresAtMs, now),
    command: approveCommand(policy),
    words,
  };
}

export const minutesUntil = (then: number, now: number): number => Math.max(1, Math.round((then - now) / MINUTE_MS));

/** How an approver writes it. Rocket.Chat's clients take `/approve` for a command of the workspace, and refuse it. */
export const approveCommand = ({ commandPrefix }: Pick<Account['policy'], 'commandPrefix'>): string =>
  commandPrefix === '' || commandPrefix.startsWith('/') ? '/openclaw approve' : `${commandPrefix}approve`;

/** Direct rooms have no names. */
async function roomOf(origin: string | null | undefined, lookup: Lookup): Promise<string | undefined> {
  const target = origin ? readTarget(origin) : undefined;
  if (!target || !('roomId' in target)) return undefined;
  const room = await roomWithId(target.roomId, lookup).catch(() => undefined);
  return room?.name ? `#${room.name}` : undefined;
}
