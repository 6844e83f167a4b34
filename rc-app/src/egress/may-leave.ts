import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { Bot } from '@rocketchat-openclaw/shared';
import type { Heard } from '../capture/heard.ts';
import type { ClosedTimes } from '../memory/closed-times.ts';
import type { Memory } from '../memory/memory.ts';
import { isListed } from '../settings/egress-settings.ts';
import { addressed, remembering } from './addressed.ts';
import { answersAll } from './answers-all.ts';
import { whyItCannotPost } from './cannot-post.ts';
import { neverOpen } from './closed.ts';
import { type Egress, leaves, type Staying, stays } from './egress.ts';

/**
 * May this leave the workspace? The cheap reasons to stay come first: until something is addressed to the bot, or is
 * said in a room that the admin opened, nothing but memory is asked.
 */
export async function mayLeave(heard: Heard, bot: Bot, memory: Memory, read: IRead): Promise<Egress> {
  if (heard.actorId === bot.id) return stays('own-message');
  const closed = await closedTo(heard.room, bot, memory, read);
  // The bot's joining and leaving of an encrypted room give away nothing of its messages.
  if (closed && !(closed === 'encrypted' && heard.kind === 'membership')) return stays(closed);

  const address = await addressed(heard, bot, remembering(memory, read));
  const { scope } = await memory.egress.get(read);
  // A click in somebody else's message never leaves: only a forged request can name such a message.
  if (!address && (scope === 'addressed' || heard.kind === 'click')) return stays('not-addressed');

  const closedTimes = readLater(memory, read);
  const shut = await shutOut(heard.room, memory, read, closedTimes, address?.isCalled ? 'may-visit' : 'must-be-member');
  // The hook for the bot's own leaving comes when it is no longer a member.
  const isOwnLeaving = heard.kind === 'membership' && (shut === 'not-a-member' || shut === 'banned');
  if (shut && !isOwnLeaving) return stays(shut);
  if (heard.wordsOf && (await closedTimes()).wasSaidWhileClosed(heard.room, heard.wordsOf)) {
    return stays('said-while-closed');
  }
  const unanswerable = await unanswered(heard, address !== undefined, memory, read);
  if (unanswerable) return stays(unanswerable);
  return leaves(address?.why ?? 'room');
}

/** The server would take no answer to this question, so the model need not be asked. Unaddressed messages leave. */
async function unanswered(
  { kind, takesBack, room }: Heard,
  isAddressed: boolean,
  memory: Memory,
  read: IRead,
): Promise<Staying | undefined> {
  if (kind !== 'message' || takesBack) return undefined;
  const why = await whyItCannotPost(room, read);
  return why && (isAddressed || (await answersAll(room, memory, read))) ? why : undefined;
}

/**
 * The closed times, read on first use. Never from memory: another server of the cluster may have closed the room a
 * moment ago.
 */
function readLater(memory: Memory, read: IRead): () => Promise<ClosedTimes> {
  let reading: Promise<ClosedTimes> | undefined;
  return () => {
    reading ??= memory.closed.refresh(read);
    return reading;
  };
}

/** Rooms that no setting opens, and the switch that closes all. */
async function closedTo(room: IRoom, bot: Bot, memory: Memory, read: IRead): Promise<Staying | undefined> {
  return (await memory.egress.get(read)).paused ? 'paused' : neverOpen(room, bot);
}

/**
 * Do the admin's list, the closed times and membership shut the room? The bot may visit a public channel where it is
 * mentioned; a room by invitation is closed until the bot is in it.
 */
async function shutOut(
  room: IRoom,
  memory: Memory,
  read: IRead,
  closedTimes: () => Promise<ClosedTimes>,
  manner: 'may-visit' | 'must-be-member',
): Promise<Staying | undefined> {
  const { rooms } = await memory.egress.get(read);
  if (!isListed(room, rooms)) return 'room-not-listed';
  const isMember = async () => (await memory.memberships.get(read)).has(room.id);
  // From memory first, so that a message in a room without the bot costs nothing.
  if (manner === 'must-be-member' && String(room.type) !== 'd' && !(await isMember())) return 'not-a-member';
  const closed = (await closedTimes()).now(room);
  if (closed) return closed;
  if (String(room.type) === 'd') return undefined; // `closedTo` has seen that the bot is in it
  if (String(room.type) === 'c' && manner === 'may-visit') return undefined;
  // Somebody addresses the bot here, so it is worth a call to the server: another server may have heard a moment ago
  // that the bot joined.
  if (manner === 'may-visit' && !(await isMember())) memory.memberships.forget();
  return (await isMember()) ? undefined : 'not-a-member';
}
