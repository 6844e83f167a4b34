import { setTimeout as sleep } from 'node:timers/promises';
import { standBetween } from '../flow/stand-between.ts';

export interface Weather {
  /** Of requests: half of them never arrive, of the others nobody hears the answer. */
  readonly dropped: number;
  /** Of requests: they arrive twice. */
  readonly doubled: number;
  /** Each request is late by up to this much. */
  readonly jitterMs: number;
}

export interface LossyNetwork {
  readonly url: string;
  /** What has happened to requests so far. */
  readonly seen: { requests: number; dropped: number; doubled: number };
  stop(): Promise<void>;
}

/**
 * Stands before a server, as a bad network does.
 *
 * @param dice from 0 to 1, below 1
 */
export async function startLossyNetwork(to: string, weather: Weather, dice: () => number): Promise<LossyNetwork> {
  const seen = { requests: 0, dropped: 0, doubled: 0 };

  const between = await standBetween(0, to, async ({ forward }, res) => {
    seen.requests += 1;
    const [late, lot, half] = [dice(), dice(), dice()];
    await sleep(late * weather.jitterMs);
    const isDropped = lot < weather.dropped;
    const isDoubled = !isDropped && lot < weather.dropped + weather.doubled;
    if (isDropped) seen.dropped += 1;
    if (isDropped && half < 0.5) return res.destroy();
    if (isDoubled) {
      seen.doubled += 1;
      await forward();
    }
    const { status, headers, answer } = await forward();
    if (isDropped) return res.destroy();
    return res.writeHead(status, headers).end(answer);
  });
  return { ...between, seen };
}
