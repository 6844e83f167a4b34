import { cutAt, cutFileName, LIMITS } from '@rocketchat-openclaw/shared';

/** A name as the contract carries it: never absent, never longer than the limit. */
export function name(value: string | undefined): string {
  return cutAt(value ?? '', LIMITS.nameChars);
}

/** The same of a file, whose ending tells what it is. */
export function fileName(value: string | undefined): string {
  return cutFileName(value ?? '', LIMITS.nameChars);
}
