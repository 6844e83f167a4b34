import type { Command } from '@rocketchat-openclaw/shared';
import type { AppClient } from './client.ts';

/** Commands whose repeat does no harm, or which change nothing: they wait for no disk. */
const HARMLESS: ReadonlySet<Command['command']> = new Set(['typing', 'react', 'unreact', 'hello']);

/**
 * Sends a command when all that was written before it is on disk: after a power cut the rows say which posts there are
 * (docs/decisions/written-first.md).
 */
export function writtenFirst(client: AppClient, synced: () => Promise<void>): AppClient {
  return {
    async call(command, options) {
      if (!HARMLESS.has(command.command)) await synced();
      return client.call(command, options);
    },
  };
}
