/** Milliseconds since 1970 with fractions: the one clock of everything that is measured here. */
export const now = (): number => performance.timeOrigin + performance.now();
