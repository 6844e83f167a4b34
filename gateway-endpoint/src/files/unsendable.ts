import { cutFileName } from '@rocketchat-openclaw/shared';
import type { Words } from '../texts/words.ts';

/**
 * The reasons for which a file is not sent. `refused`: the workspace does not take it; `not-fetched`: it did not pull
 * it after our command.
 */
export type WhyNot = 'too-large' | 'not-allowed' | 'gone' | 'unreadable' | 'refused' | 'not-fetched';

/** A file that cannot be sent, even with further attempts. The text that belongs to it is still sent. */
export class Unsendable extends Error {
  readonly why: WhyNot;
  readonly fileName: string;

  constructor(why: WhyNot, fileName: string, options?: ErrorOptions) {
    super(`${fileName}: ${why}`, options);
    this.name = 'Unsendable';
    this.why = why;
    this.fileName = fileName;
  }
}

/** One line for people in the place of a file. */
export function apology({ why, fileName }: Unsendable, maxBytes: number, words: Words): string {
  return words.FILE_NOT_SENT[why](nameAsCode(fileName, words), megabytes(maxBytes));
}

const megabytes = (bytes: number) => `${Number((bytes / 1024 ** 2).toFixed(1))} MB`;

/** The name is somebody's text: it stays on one line, and in code none of its letters is markup. */
export function nameAsCode(name: string, { FILE_WITHOUT_NAME }: Pick<Words, 'FILE_WITHOUT_NAME'>): string {
  const clean = name.replace(/[\s\p{C}`]+/gu, ' ').trim();
  return `\`${cutFileName(clean, 121) || FILE_WITHOUT_NAME}\``;
}
