import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** `long` for `npm run attack` and `npm run chaos`, `short` within `npm run test:all`. */
    length: 'long' | 'short';
  }
}

/** Is this the run that takes its time? */
export const isLong = (): boolean => inject('length') === 'long';

/** The long form for a long run, or the short one that fits into `npm run test:all`. */
export function byLength<T>(forms: { readonly long: T; readonly short: T }): T {
  return forms[inject('length')];
}

/** All of them in a long run; in a short one every fifth. */
export function someOf<T>(all: readonly T[]): T[] {
  return isLong() ? [...all] : all.filter((_, index) => index % 5 === 0);
}
