import { REFUSALS } from '@rocketchat-openclaw/shared';
import type { AppCallError } from './client.ts';

/**
 * May the same command succeed in some minutes? Yes for errors that pass by themselves, and for a wrong connection
 * (`pause` in the contract: lose nothing), because an admin may repair it, and a server answers 404 while it updates
 * the app.
 */
export function mayPass({ code, retryable }: AppCallError): boolean {
  return retryable || (code in REFUSALS && REFUSALS[code as keyof typeof REFUSALS].retry === 'pause');
}
