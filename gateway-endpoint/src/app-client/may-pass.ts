import { REFUSALS } from '@rocketchat-openclaw/shared';
import type { AppCallError } from './client.ts';

/**
 * May the same command succeed in some minutes? Beside what passes by itself, where the connection is wrong (`pause` in
 * the contract: lose nothing): an admin mends it, and a server says 404 while it updates the app.
 */
export function mayPass({ code, retryable }: AppCallError): boolean {
  return retryable || (code in REFUSALS && REFUSALS[code as keyof typeof REFUSALS].retry === 'pause');
}
