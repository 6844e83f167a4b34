import { join } from 'node:path';
import { CHANNEL_ID } from '../config/channel-id.ts';

/** The file in which an account's events wait, with all that became of them. */
export function queuePath(stateDir: string, accountId: string): string {
  return join(stateDir, 'plugins', CHANNEL_ID, `ingress-${accountId}.sqlite`);
}
