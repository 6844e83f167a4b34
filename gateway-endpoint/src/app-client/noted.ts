import type { Command } from '@rocketchat-openclaw/shared';
import type { Logbook } from '../logbook/logbook.ts';
import { AppCallError, type AppClient, type CallOptions } from './client.ts';
import { errorCode } from './failure.ts';

/** Commands that come all the time and say nothing: only their number is noted, and for `fetch` not even that. */
const EVERY_FEW_SECONDS: ReadonlySet<Command['command']> = new Set(['typing', 'fetch']);

interface Noting {
  readonly logbook: Pick<Logbook, 'note' | 'sent'>;
  readonly stopwatch: () => number;
  readonly log: { debug(message: string): void };
}

/** The client, whose commands are noted in the logbook and in the log, under their keys. */
export function noted(client: AppClient, { logbook, stopwatch, log }: Noting): AppClient {
  function note(command: Command, began: number, options: CallOptions | undefined, error?: unknown): void {
    const { command: kind, key: id } = command;
    if (kind !== 'fetch') logbook.sent(error === undefined);
    if (EVERY_FEW_SECONDS.has(kind)) return;
    const ms = Math.round(stopwatch() - began);
    const reason = error === undefined ? undefined : reasonOf(error);
    const outcome = reason === undefined ? 'done' : 'failed';
    const roomId = 'roomId' in command ? command.roomId : undefined;
    logbook.note({ way: 'out', id, kind, roomId, eventId: options?.answers, outcome, reason, ms });
    log.debug(`command ${id}: ${kind} ${reason === undefined ? 'is done' : `failed: ${reason}`}, ${ms} ms`);
  }
  return {
    async call(command, options) {
      const began = stopwatch();
      try {
        const result = await client.call(command, options);
        note(command, began, options);
        return result;
      } catch (error) {
        note(command, began, options, error);
        throw error;
      }
    },
  };
}

/** A code, because a sentence may name rooms and people. */
function reasonOf(error: unknown): string {
  if (!(error instanceof AppCallError)) return 'stopped';
  const { code, reason, cause } = error;
  const detail = reason ?? (cause === undefined ? undefined : errorCode(cause));
  return detail === undefined ? code : `${code}: ${detail}`;
}
