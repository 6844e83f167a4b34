import { LIMITS } from '@rocketchat-openclaw/shared';

/** A name as the contract carries it: never absent, never longer than the limit. */
export function name(value: string | undefined): string {
  return (value ?? '').slice(0, LIMITS.nameChars);
}
