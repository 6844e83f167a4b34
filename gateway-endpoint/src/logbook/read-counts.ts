import type { DatabaseSync } from 'node:sqlite';
import type { Way } from './write.ts';

/** What the store of an account says of it, whether the gateway runs or not. Times are in milliseconds since 1970. */
export interface Kept {
  /** Of the last start of the account; undefined before the first one. */
  readonly startedAt: number | undefined;
  readonly counts: KeptCounts;
  readonly waiting: { readonly events: number; readonly bytes: number; readonly oldestAt: number | undefined };
  /** How many events are in the list of those that were given up. */
  readonly givenUp: number;
  readonly ways: Readonly<Record<Way, KeptWay>>;
}

export interface KeptCounts {
  /** Since when it is counted; undefined before the first start. */
  readonly since: number | undefined;
  /** Events, each once. */
  readonly received: number;
  /** Events that became a turn, a command or a click. */
  readonly answered: number;
  /** Attempts to handle an event. */
  readonly failed: number;
  readonly givenUp: number;
  readonly commands: number;
  readonly commandsFailed: number;
}

export interface KeptWay {
  /** When it last worked, as far as that was written. */
  readonly lastAt: number | undefined;
  /** When the last failure began, and its reason. */
  readonly failed: { readonly at: number; readonly why: string } | undefined;
}

const orUndefined = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

export function readKept(db: DatabaseSync): Kept {
  const one = (sql: string, ...values: string[]) => db.prepare(sql).get(...values) ?? {};
  const runs = one('SELECT * FROM runs');
  const held = one('SELECT * FROM held');
  const oldest = one("SELECT min(received_at) AS at FROM ingress WHERE status IN ('pending', 'claimed')");
  const dead = one("SELECT count(*) AS events FROM ingress WHERE status = 'failed'");
  const wayOf = (way: Way): KeptWay => {
    const { last_at, failed_at, why } = one('SELECT * FROM ways WHERE way = ?', way);
    const at = orUndefined(failed_at);
    return { lastAt: orUndefined(last_at), failed: at === undefined ? undefined : { at, why: String(why) } };
  };
  return {
    startedAt: orUndefined(runs['started_at']),
    counts: {
      since: orUndefined(runs['since']),
      received: Number(held['received']),
      answered: Number(runs['answered']),
      failed: Number(held['failed']),
      givenUp: Number(held['given_up']),
      commands: Number(runs['commands']),
      commandsFailed: Number(runs['commands_failed']),
    },
    waiting: { events: Number(held['events']), bytes: Number(held['bytes']), oldestAt: orUndefined(oldest['at']) },
    givenUp: Number(dead['events']),
    ways: { in: wayOf('in'), out: wayOf('out') },
  };
}
