import { appCalls } from './client/app-calls.ts';
import { messageCalls } from './client/message-calls.ts';
import { roomCalls } from './client/room-calls.ts';
import { openSession } from './client/session.ts';
import type { Client } from './client-interface.ts';

/** Logs in on the first call, with the username as password. */
export function createClient(url: string, username: string): Client {
  const session = openSession(url, username);
  return {
    login: session.login,
    call: session.call,
    ...roomCalls(session),
    ...messageCalls(session),
    ...appCalls(url, session),
  };
}
