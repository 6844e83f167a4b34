/** In the error of an attempt that OpenClaw's ingress drain has given up. */
export const STUCK = 'handler-timeout';

/**
 * Did the session change between OpenClaw's look at it and the beginning of the turn? The end of the turn before does that.
 * Nothing has begun then (src/auto-reply/reply/restart-recovery-claim.ts).
 */
export const hasSessionChanged = (error: unknown): boolean =>
  /session changed before durable user-turn admission|claim changed before agent adoption/.test(String(error));

/** Has another decision come first? OpenClaw has no error class for it. */
export const isAlreadyResolved = (error: unknown): boolean => /already resolved/i.test(String(error));
