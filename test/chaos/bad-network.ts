import { setTimeout as sleep } from 'node:timers/promises';
import { standBetween } from '../flow/stand-between.ts';
import { type Air, give, happen, MISHAP_NAMES, type Mishap } from './mishaps.ts';

export interface Weather {
  /** How often each of these happens to a request, from 0 to 1; together at most 1. */
  readonly odds: Partial<Record<Mishap, number>>;
  /** Each request is late by up to this much. */
  readonly jitterMs: number;
  /** How late a `late` answer is: longer than the client waits. */
  readonly lateMs: number;
  /** Refusals come so many at a time, at most. */
  readonly stormOf: number;
}

export const CALM: Weather = { odds: {}, jitterMs: 0, lateMs: 0, stormOf: 0 };

export interface BadNetwork {
  readonly url: string;
  /** The mishaps so far. */
  readonly seen: Readonly<Record<Mishap | 'requests', number>>;
  /** How often the server itself answered with each status, where nothing happened to the request. */
  readonly statuses: ReadonlyMap<number, number>;
  /**
   * From now on this is the answer, and nothing gets through; undefined ends that.
   *
   * @param which of them, by what stands in them; by default all
   */
  refuse(status: number | undefined, which?: (body: string) => boolean): void;
  /** How often that was the answer. */
  refused(): number;
  stop(): Promise<void>;
}

/** After so long nothing will overtake what was held back for it. */
const MOST_HELD_MS = 8_000;

/**
 * Stands before a server, as a bad network does.
 *
 * @param port 0 for any free one
 * @param dice from 0 to 1, below 1
 */
export async function startBadNetwork(
  port: number,
  to: string,
  weather: Weather,
  dice: () => number,
): Promise<BadNetwork> {
  const seen = Object.fromEntries(['requests', ...MISHAP_NAMES].map((name) => [name, 0])) as Record<
    Mishap | 'requests',
    number
  >;
  const statuses = new Map<number, number>();
  const held = new Set<() => void>();
  let refusal: number | undefined;
  let isMeant = (_body: string) => true;
  let refused = 0;
  let storm = 0;
  const air: Air = {
    lateMs: weather.lateMs,
    dice,
    overtaken: () =>
      Promise.race([new Promise<void>((goOn) => held.add(goOn)), sleep(MOST_HELD_MS, undefined, { ref: false })]),
  };

  function next(): Mishap | undefined {
    let lot = dice();
    if (storm > 0) {
      storm -= 1;
      return 'refused';
    }
    const mishap = MISHAP_NAMES.find((name) => {
      lot -= weather.odds[name] ?? 0;
      return lot < 0;
    });
    if (mishap === 'refused') storm = Math.floor(dice() * weather.stormOf);
    return mishap;
  }

  const between = await standBetween(port, to, async (asked, res) => {
    seen.requests += 1;
    if (refusal !== undefined && isMeant(asked.body.toString())) {
      refused += 1;
      return res.writeHead(refusal).end();
    }
    const mishap = next();
    if (mishap) seen[mishap] += 1;
    await sleep(dice() * weather.jitterMs);
    if (mishap) return happen(mishap, asked, res, air);
    const passed = await asked.forward();
    statuses.set(passed.status, (statuses.get(passed.status) ?? 0) + 1);
    give(passed, res);
    for (const goOn of held) goOn();
    return held.clear();
  });
  return {
    ...between,
    seen,
    statuses,
    refuse(status, which = () => true) {
      refusal = status;
      isMeant = which;
    },
    refused: () => refused,
  };
}

/** `120 requests: 12 dropped, 5 doubled` */
export function describeSeen({ seen: { requests, ...mishaps } }: BadNetwork): string {
  const happened = Object.entries(mishaps).filter(([, count]) => count > 0);
  return `${requests} requests: ${happened.map(([name, count]) => `${count} ${name}`).join(', ')}`;
}
