import type { Way } from '@rocketchat-openclaw/shared';
import type { Counts } from '../../gate/counters.ts';
import type { Kept, KeptWay } from '../../logbook/read-counts.ts';
import type { FetchState } from '../../receive/fetching.ts';
import { NOT_CONFIGURED } from '../../texts/operators.ts';
import { ISSUE, WAY_FAULT } from '../../texts/status.ts';
import type { Probe } from './probe.ts';

/** What the running gateway says of an account in `channels.status`. */
export interface Live {
  readonly accountId: string;
  readonly enabled?: boolean | undefined;
  readonly configured?: boolean | undefined;
  readonly running?: boolean | undefined;
  readonly lastError?: string | null | undefined;
  readonly probe?: Probe | undefined;
  /** When the app was last heard. */
  readonly heardAt?: number | undefined;
  readonly fetching?: FetchState | undefined;
  readonly way?: Way | undefined;
  readonly counts?: Counts | undefined;
}

/** One direction of a connection. Times are in milliseconds since 1970. */
export interface Arrow {
  /** `unknown`: nothing has come yet, and nothing has failed. */
  readonly state: 'works' | 'broken' | 'unknown';
  /** When it last worked. */
  readonly lastAt?: number | undefined;
  /** Present where it is broken: since when, as far as that is known, why, and what to do. */
  readonly fault?: { readonly since?: number | undefined; readonly why: string; readonly cure: string };
  /** The last failure, which may be over. */
  readonly lastFailure?: { readonly at: number; readonly why: string } | undefined;
}

/** Both directions of an account. */
export interface Arrows {
  /** Events of the workspace. */
  readonly toGateway: Arrow;
  /** Commands of the gateway. */
  readonly toWorkspace: Arrow;
}

/** What is asked of an account: in the running gateway, and in its store. */
export interface Facts {
  /** Undefined where no gateway answers. */
  readonly live: Live | undefined;
  /** Undefined before the first start of the account. */
  readonly kept: Kept | undefined;
  readonly now: number;
}

export function arrowsOf(facts: Facts): Arrows {
  const { live, kept } = facts;
  const whole = wholeFault(live);
  const inward = { ...ofKept(kept?.ways.in), ...latest(live?.heardAt, kept?.ways.in.lastAt) };
  const outward = { ...ofKept(kept?.ways.out), ...latest(live?.way?.lastAt, kept?.ways.out.lastAt) };
  if (!live || whole) {
    const fault = whole ?? { why: WAY_FAULT.noGateway, cure: WAY_FAULT.noGatewayCure };
    return { toGateway: broken(inward, fault), toWorkspace: broken(outward, fault) };
  }
  return { toGateway: toGateway(live, inward), toWorkspace: toWorkspace(live, outward, facts.now) };
}

type Known = Omit<Arrow, 'state'>;
type Fault = NonNullable<Arrow['fault']>;

const ofKept = (way: KeptWay | undefined): Known => (way?.failed ? { lastFailure: way.failed } : {});

function latest(...times: readonly (number | undefined)[]): Pick<Arrow, 'lastAt'> {
  const known = times.filter((each) => each !== undefined);
  return known.length > 0 ? { lastAt: Math.max(...known) } : {};
}

const broken = (known: Known, fault: Fault): Arrow => ({ state: 'broken', ...known, fault });

/** The account does not run in this gateway, so neither direction does. */
function wholeFault(live: Live | undefined): Fault | undefined {
  if (!live || live.running === true) return undefined;
  if (live.configured === false) return { why: live.lastError ?? NOT_CONFIGURED, cure: WAY_FAULT.notConfiguredCure };
  return { why: WAY_FAULT.notRunning(live.lastError ?? WAY_FAULT.noReason), cure: WAY_FAULT.notRunningCure };
}

function toGateway(live: Live, known: Known): Arrow {
  const fault = faultToGateway(live);
  if (fault) return broken(known, fault);
  const { probe, fetching } = live;
  const delivered = probe?.ok ? probe.deliveredAt : undefined;
  const isProved = known.lastAt !== undefined || delivered !== undefined || fetching?.works === true;
  return { state: isProved ? 'works' : 'unknown', ...known, ...latest(known.lastAt, delivered) };
}

/** The first that is found is the one to mend first. */
function faultToGateway({ counts, fetching, probe, heardAt = 0 }: Live): Fault | undefined {
  if (counts?.stuck !== undefined) return { why: ISSUE.stuck(counts.stuck), cure: ISSUE.stuckFix };
  if (counts?.full !== undefined) return { why: ISSUE.full(counts.full), cure: ISSUE.fullFix };
  if (fetching && !fetching.works) return { since: fetching.since, why: fetching.why, cure: ISSUE.notFetchedFix };
  const undelivered = probe?.ok ? probe.undelivered : undefined;
  if (!undelivered || heardAt > undelivered.since) return undefined;
  return { ...undelivered, cure: ISSUE.undeliveredFix };
}

/** A probe is a command, so it is the latest news. */
function toWorkspace({ probe, way }: Live, known: Known, now: number): Arrow {
  if (probe?.ok) return { state: 'works', ...known, lastAt: now };
  const since = way?.fault?.since;
  if (probe)
    return broken(known, { ...(since !== undefined && { since }), why: probe.error, cure: WAY_FAULT.commandCure });
  if (way?.fault) return broken(known, { ...way.fault, cure: WAY_FAULT.commandCure });
  return { state: known.lastAt === undefined ? 'unknown' : 'works', ...known };
}
