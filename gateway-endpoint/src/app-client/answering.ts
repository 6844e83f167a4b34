import type { Command, CommandType } from '@rocketchat-openclaw/shared';
import { AppCallError, type AppClient } from './client.ts';

/** Rooms that are shut for a time: earlier questions there may still be answered. */
const SHUT = new Set<string | undefined>(['paused', 'room-not-listed', 'switched-off']);

const CAN_ANSWER: ReadonlySet<CommandType> = new Set<CommandType>([
  'post',
  'update',
  'delete',
  'react',
  'unreact',
  'typing',
  'notify',
  'upload',
  'openDirect',
  'openView',
]);

/**
 * The same client for answers to an event, in the room of that event. If the room was shut meanwhile, the command names
 * the event that is answered, and only then: an app that refuses for this reason knows the field, and an older one, which
 * would refuse the field, gives no such reason.
 *
 * @param answers the id of the event; absent where no event is answered
 */
export function answering(client: AppClient, answers: string | undefined): AppClient {
  if (answers === undefined) return client;
  return {
    async call(command, options) {
      try {
        return await client.call(command, options);
      } catch (error) {
        if (!isShut(error) || !CAN_ANSWER.has(command.command)) throw error;
        return client.call(naming(command, answers), options);
      }
    },
  };
}

function naming<C extends Command>(command: C, answers: string): C {
  return { ...command, answers };
}

const isShut = (error: unknown): boolean =>
  error instanceof AppCallError && error.code === 'may-not-write' && SHUT.has(error.reason);
