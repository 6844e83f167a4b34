import type { File } from '@rocketchat-openclaw/shared';
import { fileLabel } from '../place/label.ts';
import type { Why } from './unreadable.ts';

export interface Limits {
  readonly maxBytes: number;
  readonly maxFiles: number;
}

/** One line for the agent in the place of a file: `[file report.pdf, 31 MB: larger than the limit of 20 MB]`. */
export function noteFor({ name, size }: Pick<File, 'name' | 'size'>, why: Why, limits: Limits): string {
  const called = fileLabel(name) || 'without a name';
  const about = size === undefined ? called : `${called}, ${readable(size)}`;
  return `[file ${about}: ${reason(why, limits)}]`;
}

function reason(why: Why, { maxBytes, maxFiles }: Limits): string {
  switch (why) {
    case 'too-large':
      return `larger than the limit of ${readable(maxBytes)}`;
    case 'too-many':
      return `left out, a message may bring ${maxFiles} files`;
    case 'gone':
      return 'no longer there';
    case 'changed':
      return 'not readable, it changed meanwhile';
    case 'unreadable':
      return 'not readable';
  }
}

function readable(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  const [value, unit] = bytes < 1_024 ** 2 ? [bytes / 1_024, 'kB'] : [bytes / 1_024 ** 2, 'MB'];
  return `${Number(value.toFixed(value < 10 ? 1 : 0))} ${unit}`;
}
