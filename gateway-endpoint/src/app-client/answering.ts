import type { Command, CommandType } from '@rocketchat-openclaw/shared';
import { AppCallError, type AppClient } from './client.ts';

/** Reasons of rooms that are closed for a time: earlier questions there may still be answered. */
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
 * The same client for answers to an event in its room. If the room was closed meanwhile, the command is repeated with
 * the event that it answers. It is not named before: an older app refuses the field, and only an app that knows the
 * field refuses with such a reason.
 *
 * @param answers the id of the event; absent if no event is answered
 */
export function answering(client: AppClient, answers: string | undefined): AppClient {
  if (answers === undefined) return client;
  return {
    async call(command, options) {
      const noting = { ...options, answers };
      try {
        return await client.call(command, noting);
      } catch (error) {
        if (!isShut(error) || !CAN_ANSWER.has(command.command)) throw error;
        return client.call(naming(command, answers), noting);
      }
    },
  };
}

function naming<C extends Command>(command: C, answers: string): C {
  return { ...command, answers };
}

const isShut = (error: unknown): boolean =>
  error instanceof AppCallError && error.code === 'may-not-write' && SHUT.has(error.reason);
