import { Refusal } from '@rocketchat-openclaw/shared';

/** In an admin's words where we have them. */
export function faultOf(error: unknown): string {
  if (error instanceof Refusal) return error.detail;
  return error instanceof Error ? error.message : String(error);
}
