import { printable } from '@rocketchat-openclaw/shared';

/** The log that OpenClaw gives to a channel. */
interface Sink {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  debug?(message: string): void;
}

/**
 * The only log of an account. Names and texts of a workspace are in many of its lines, and none of them may start a new
 * line.
 */
export function cleanLog(sink: Sink | undefined): Required<Sink> {
  return {
    debug: (message) => sink?.debug?.(printable(message)),
    info: (message) => sink?.info(printable(message)),
    warn: (message) => sink?.warn(printable(message)),
    error: (message) => sink?.error(printable(message)),
  };
}
