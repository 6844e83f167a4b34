import type { Server } from '../server.ts';
import type { MessageRecord, RoomRecord, UserRecord, VisitorRecord } from '../store/records.ts';
import { findUserByName } from '../store/store.ts';
import { ServerRefusal } from './refusal.ts';
import { addMember } from './rooms.ts';
import { storeMessage } from './send-message.ts';

/** registerGuest: the visitor of this token, made when it is not there. */
export function registerVisitor(
  server: Server,
  { token, name, email }: { token: string; name: string; email?: string },
) {
  const { visitors } = server.store;
  const known = findVisitor(server, token);
  if (known) return known;
  const now = new Date(server.clock());
  const visitor: VisitorRecord = {
    _id: server.newId(),
    token,
    username: `guest-${visitors.size + 1}`,
    name,
    visitorEmails: email === undefined ? [] : [{ address: email }],
    ts: now,
    _updatedAt: now,
  };
  visitors.set(visitor._id, visitor);
  return visitor;
}

/** getRoom of omnichannel: the visitor's open room, served by one agent, who is its only member. */
export function openLivechatRoom(server: Server, visitor: VisitorRecord, agent: UserRecord): RoomRecord {
  const { rooms } = server.store;
  const open = [...rooms.values()].find((room) => room.t === 'l' && room.open && room.v?._id === visitor._id);
  if (open) return open;
  const now = new Date(server.clock());
  const { _id, username, token, name } = visitor;
  const room: RoomRecord = {
    _id: server.newId(),
    t: 'l',
    fname: name,
    u: { _id: 'rocket.cat', username: 'rocket.cat' },
    v: { _id, username, token, status: 'online' },
    servedBy: { _id: agent._id, username: agent.username },
    open: true,
    ts: now,
    _updatedAt: now,
    msgs: 0,
  };
  rooms.set(room._id, room);
  addMember(server, room, agent, undefined, true);
  return room;
}

/** A visitor's messages do not pass the rules for users (livechat/server/lib/messages.ts). */
export function sendVisitorMessage(server: Server, visitor: VisitorRecord, rid: string, msg: string): MessageRecord {
  const room = server.store.rooms.get(rid);
  if (!room?.open || room.v?.token !== visitor.token) throw new ServerRefusal('room-closed');
  const { token, name: alias } = visitor;
  const message = storeMessage(server, visitor, room, { msg, token, alias });
  if (!message) throw new ServerRefusal('error-message-already-exists', 'unknown-error');
  return message;
}

export function findVisitor({ store }: Server, token: string): VisitorRecord | undefined {
  return [...store.visitors.values()].find((visitor) => visitor.token === token);
}

/** @throws ServerRefusal `invalid-token` */
export function knownVisitor(server: Server, token: string): VisitorRecord {
  const visitor = findVisitor(server, token);
  if (!visitor) throw new ServerRefusal('invalid-token');
  return visitor;
}

/** @throws ServerRefusal `error-invalid-user` */
export function agentOf(server: Server, agentId: string | undefined): UserRecord {
  const agent = agentId === undefined ? findUserByName(server.store, 'alice') : server.store.users.get(agentId);
  if (!agent) throw new ServerRefusal('error-invalid-user', 'There is no such agent');
  return agent;
}
