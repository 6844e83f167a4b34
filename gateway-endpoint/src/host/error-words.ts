/** In the error of an attempt that OpenClaw's ingress drain has given up. */
export const STUCK = 'handler-timeout';

/** Has another decision come first? OpenClaw has no error class for it. */
export const isAlreadyResolved = (error: unknown): boolean => /already resolved/i.test(String(error));
