export interface Rate {
  readonly burst: number;
  readonly perMinute: number;
}

/** Lets `burst` through at once, and from then on so many a minute, spread evenly. */
export interface TokenBucket {
  /** @returns 0 if it may pass, which counts it; otherwise the milliseconds until the next one may */
  take(now: number): number;
}

/** @param now of a stopwatch, in milliseconds: a clock that is set back would close it for as long */
export function openTokenBucket({ burst, perMinute }: Rate): TokenBucket {
  const perMs = perMinute / 60_000;
  let tokens = burst;
  let at = Number.NEGATIVE_INFINITY;
  return {
    take(now) {
      if (now > at) {
        tokens = at === Number.NEGATIVE_INFINITY ? burst : Math.min(burst, tokens + (now - at) * perMs);
        at = now;
      }
      if (tokens < 1) return Math.ceil((1 - tokens) / perMs);
      tokens -= 1;
      return 0;
    },
  };
}
