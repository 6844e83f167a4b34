import { Refusal } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveStateDir } from 'openclaw/plugin-sdk/state-paths';
import { type Dated, MOST_SHOWN, readEntries } from '../../logbook/read-entries.ts';
import { readStoreOf } from '../../store/read-store.ts';
import { LOG } from '../../texts/daily.ts';
import { say, sayJson } from '../setup/say.ts';
import { accountsIn } from './run-status.ts';

export interface LogOptions {
  readonly account?: string;
  readonly limit?: string;
  readonly id?: string;
  readonly json?: boolean;
}

/** The entries of one account, as `openclaw rocketchat log --json` has them: oldest first. */
export interface Log {
  readonly account: string;
  readonly entries: readonly Dated[];
}

const USUAL_LIMIT = 50;

/**
 * `openclaw rocketchat log`, beside a gateway that runs or not.
 *
 * @throws Refusal with what to do, where an option makes no sense or the store cannot be read
 */
export function runLog(config: OpenClawConfig, { account, json, ...options }: LogOptions): void {
  const logs = logsOf(accountsIn(config, account), resolveStateDir(process.env), options);
  if (json) sayJson({ accounts: logs });
  else for (const line of describeLogs(logs)) say(line);
}

export function logsOf(
  accountIds: readonly string[],
  stateDir: string,
  { limit, id }: Pick<LogOptions, 'limit' | 'id'>,
): Log[] {
  const wanted = { limit: limitOf(limit), id };
  const logs = accountIds.map((account) => ({
    account,
    entries: readStoreOf(stateDir, account, (db) => readEntries(db, wanted)) ?? [],
  }));
  if (id === undefined) return logs;
  const found = logs.filter(({ entries }) => entries.length > 0);
  if (found.length === 0) throw new Refusal('bad-request', LOG.noSuchId(id));
  return found;
}

function limitOf(given: string | undefined): number {
  const limit = Number(given ?? USUAL_LIMIT);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST_SHOWN) return limit;
  throw new Refusal('bad-request', LOG.limit(String(given), MOST_SHOWN));
}

/** The output of `openclaw rocketchat log`. */
export function describeLogs(logs: readonly Log[]): string[] {
  return logs.flatMap(({ account, entries }) => [
    ...(logs.length > 1 ? [LOG.account(account)] : []),
    ...(entries.length > 0 ? entries.map(lineFor) : [LOG.none]),
  ]);
}

function lineFor({ at, way, id, kind, roomId, outcome, reason, ms, eventId }: Dated): string {
  return LOG.line({
    at: new Date(at).toISOString(),
    what: way === 'in' ? LOG.event(id) : LOG.command(id, kind),
    ...(roomId !== undefined && { room: roomId }),
    outcome: LOG.outcome(outcome, reason),
    ...(ms !== undefined && { ms }),
    ...(eventId !== undefined && { answers: eventId }),
  });
}
