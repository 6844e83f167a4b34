import { Refusal } from '@rocketchat-openclaw/shared';
import { type Kept, type KeptCounts, readKept } from '../../logbook/read-counts.ts';
import { readStoreOf } from '../../store/read-store.ts';
import { REPORT } from '../../texts/daily.ts';
import { WAY_FAULT } from '../../texts/status.ts';
import { type Arrow, type Arrows, arrowsOf, type Live } from './arrows.ts';
import { status } from './status.ts';

/** One account, as `openclaw rocketchat status --json` has it. Times are in milliseconds since 1970. */
export interface Report extends Partial<Arrows> {
  readonly account: string;
  /** `off`: the configuration says `enabled: false`, and nothing is wrong. */
  readonly state: 'runs' | 'does-not-run' | 'off';
  readonly startedAt?: number | undefined;
  readonly waiting?: Kept['waiting'] | undefined;
  readonly givenUp?: number | undefined;
  readonly counts?: KeptCounts | undefined;
  /** Other faults to be mended, apart from the two directions. */
  readonly issues: readonly { readonly message: string; readonly fix?: string | undefined }[];
  /** Why the store cannot be read. */
  readonly unreadable?: string | undefined;
}

export interface Asked {
  readonly accountIds: readonly string[];
  readonly stateDir: string;
  /** What the running gateway says; undefined where none answers. */
  readonly live: readonly Live[] | undefined;
  /** Is the account switched off? */
  readonly isOff: (accountId: string) => boolean;
  readonly now: number;
}

export function reportsOf({ accountIds, stateDir, live, isOff, now }: Asked): Report[] {
  return accountIds.map((account) => {
    // A gateway that knows nothing of the account has not taken over its configuration.
    const own = live && (live.find((each) => each.accountId === account) ?? { accountId: account });
    const { kept, unreadable } = keptOf(account, stateDir);
    const of = {
      account,
      startedAt: kept?.startedAt,
      waiting: kept?.waiting,
      givenUp: kept?.givenUp,
      counts: kept?.counts,
      unreadable,
    };
    if (isOff(account)) return { ...of, state: 'off', issues: [] };
    const arrows = arrowsOf({ live: own, kept, now });
    const state = own?.running === true ? 'runs' : 'does-not-run';
    return { ...of, state, ...arrows, issues: own ? otherIssues(own, arrows) : [] };
  });
}

/** Is one of the directions broken, or can nobody tell? */
export const isBroken = ({ toGateway, toWorkspace, unreadable }: Report): boolean =>
  unreadable !== undefined || [toGateway, toWorkspace].some((arrow) => arrow?.state === 'broken');

function keptOf(accountId: string, stateDir: string): { kept?: Kept | undefined; unreadable?: string } {
  try {
    return { kept: readStoreOf(stateDir, accountId, readKept) };
  } catch (error) {
    return { unreadable: error instanceof Refusal ? error.detail : (error as Error).message };
  }
}

function otherIssues(live: Live, { toGateway, toWorkspace }: Arrows): Report['issues'] {
  const told = [toGateway, toWorkspace].flatMap(({ fault }) => fault?.why ?? []);
  const issues = status.collectStatusIssues?.([live] as Parameters<typeof status.collectStatusIssues>[0]) ?? [];
  return issues
    .filter(({ message }) => !told.some((why) => message.includes(why)))
    .map(({ message, fix }) => ({ message, fix }));
}

/** The output of `openclaw rocketchat status`. */
export function describeReports(reports: readonly Report[], hasGateway: boolean): string[] {
  const lines = reports.flatMap((report, index) => [...(index > 0 ? [''] : []), ...linesFor(report)]);
  return hasGateway ? lines : [capital(`${WAY_FAULT.noGateway}: ${WAY_FAULT.noGatewayCure}.`), '', ...lines];
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const timeOf = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

function linesFor(report: Report): string[] {
  const { account, state, startedAt, toGateway, toWorkspace, waiting, givenUp, counts, issues, unreadable } = report;
  const since = timeOf(startedAt);
  const heads = { runs: REPORT.runs, 'does-not-run': REPORT.doesNotRun, off: REPORT.off };
  return [
    heads[state](account, since),
    ...(toGateway ? arrowLines(REPORT.toGateway, toGateway) : []),
    ...(toWorkspace ? arrowLines(REPORT.toWorkspace, toWorkspace) : []),
    ...(waiting ? [REPORT.waiting(waiting.events, timeOf(waiting.oldestAt))] : []),
    ...(givenUp === undefined ? [] : [REPORT.givenUp(givenUp)]),
    ...(counts ? countLines(counts) : []),
    ...issues.flatMap(({ message, fix }) => [REPORT.issue(message), ...(fix ? [REPORT.cure(fix)] : [])]),
    ...(unreadable === undefined ? [] : [REPORT.unreadable(unreadable)]),
  ];
}

function arrowLines(way: string, { state, lastAt, fault, lastFailure }: Arrow): string[] {
  const last = timeOf(lastAt);
  const failure = lastFailure ? [REPORT.lastFailure(new Date(lastFailure.at).toISOString(), lastFailure.why)] : [];
  if (fault) {
    const lastWorked = last === undefined ? [] : [REPORT.lastWorked(last)];
    // The present failure is the last one.
    const earlier = lastFailure?.why === fault.why ? [] : failure;
    return [REPORT.broken(way, fault.why, timeOf(fault.since)), REPORT.cure(fault.cure), ...lastWorked, ...earlier];
  }
  return [state === 'works' ? REPORT.works(way, last) : REPORT.unknown(way), ...failure];
}

function countLines({ since, received, answered, failed, givenUp, commands, commandsFailed }: KeptCounts): string[] {
  const at = timeOf(since);
  if (at === undefined) return [];
  const events = REPORT.events({ received, answered, failed, givenUp });
  return [REPORT.since(at), events, REPORT.commands(commands, commandsFailed)];
}
