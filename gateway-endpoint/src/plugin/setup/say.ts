import { printable, printableIn } from '@rocketchat-openclaw/shared';

/** A connection code must be printed in one line. */
export const MOST_CHARS = 10_000;

/**
 * A line of a command. Not by console.log: OpenClaw masks there what looks like a secret, and for a connection code the
 * secret is the point.
 */
export const say = (line: string): void => void process.stdout.write(`${printable(line, MOST_CHARS)}\n`);

/** The same for programs: a value in one line. */
export const sayJson = (value: object): void => void process.stdout.write(`${JSON.stringify(printableIn(value))}\n`);
