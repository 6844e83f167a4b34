import { printable } from '@rocketchat-openclaw/shared';

/** As OpenClaw gives it to a channel. */
interface Sink {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  debug?(message: string): void;
}

/**
 * The only log that an account has: what a workspace says of itself, and of its people and files, stands in many lines, and
 * none of them may begin a line of its own.
 */
export function cleanLog(sink: Sink | undefined): Required<Sink> {
  return {
    debug: (message) => sink?.debug?.(printable(message)),
    info: (message) => sink?.info(printable(message)),
    warn: (message) => sink?.warn(printable(message)),
    error: (message) => sink?.error(printable(message)),
  };
}
