import { reviveMessage } from './client/message-calls.ts';
import { ClientError } from './client/session.ts';
import type { MessageRecord, RoomRecord } from './store/records.ts';

/** Somebody on a website whose chat ends in a livechat room of this workspace. */
export interface Visitor {
  readonly name: string;
  room(): Promise<RoomRecord>;
  say(text: string): Promise<MessageRecord>;
}

/** @param agentId who serves the room; by default alice */
export function createVisitor(url: string, name: string, agentId?: string): Visitor {
  const token = `token-of-${name}`;
  let opening: Promise<RoomRecord> | undefined;

  const call = async (method: 'GET' | 'POST', path: string, params: Record<string, unknown>) => {
    const query = method === 'GET' ? `?${new URLSearchParams(params as Record<string, string>)}` : '';
    const body = method === 'POST' && { body: JSON.stringify(params), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${url}/api/v1/livechat/${path}${query}`, { method, ...body });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new ClientError(`livechat/${path}`, response.status, answer);
    return answer;
  };
  const open = async () => {
    await call('POST', 'visitor', { visitor: { token, name, email: `${name}@website.example` } });
    return (await call('GET', 'room', { token, ...(agentId && { agentId }) }))['room'] as RoomRecord;
  };
  const room = () => {
    opening ??= open();
    return opening;
  };
  return {
    name,
    room,
    say: async (msg) =>
      reviveMessage((await call('POST', 'message', { token, rid: (await room())._id, msg }))['message']),
  };
}
