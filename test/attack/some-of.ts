import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** `long` for `npm run attack`, `short` within `npm test`. */
    attack: 'long' | 'short';
  }
}

/** All of them in a long run; in a short one every fifth. */
export function someOf<T>(all: readonly T[]): T[] {
  return inject('attack') === 'long' ? [...all] : all.filter((_, index) => index % 5 === 0);
}
