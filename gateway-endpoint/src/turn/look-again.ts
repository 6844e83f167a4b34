import type { Event, EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import { amend } from '../admit/amend.ts';
import type { Claim } from '../admit/inbox.ts';
import { AppCallError } from '../app-client/client.ts';
import type { Services } from './services.ts';
import { stepAsideAfter } from './step-aside.ts';

/** A thread that is longer does not say that a message is not in it. */
const MOST = 50;
const TIMEOUT_MS = 5_000;

type Words = EventOf<'message.sent' | 'message.updated'>;
type Looking = Pick<Services, 'client' | 'newId' | 'log'>;

/**
 * Reads a message that waited while no gateway ran again from the workspace: an edit or a deletion may not have reached
 * us yet. If it cannot be read, it is handled as it is.
 */
export async function lookAgain(item: Admitted, claim: Claim, services: Looking): Promise<Admitted> {
  const { event } = item;
  if (!claim.isFromBefore || item.takenBack || !hasWords(event)) return item;
  try {
    const change = await stepAsideAfter(claim, () => changeOf(event, claim, services));
    return (change && amend(item, change)?.item) ?? item;
  } catch (error) {
    services.log.warn(`event ${event.id} is handled as it waited, for nobody says how it stands: ${String(error)}`);
    return item;
  }
}

const hasWords = (event: Event): event is Words => event.type === 'message.sent' || event.type === 'message.updated';

async function changeOf(event: Words, claim: Claim, { client, newId }: Looking) {
  const { room, actor, message } = event;
  const threadId = message.threadId ?? message.id;
  const signal = AbortSignal.any([claim.abortSignal, AbortSignal.timeout(TIMEOUT_MS)]);
  const deleted = { ...event, type: 'message.deleted', message: { id: message.id, authorId: actor.id } } as const;
  try {
    // A message without replies is a thread of one.
    const command = {
      v: 1,
      command: 'thread',
      key: `read.${newId()}`,
      roomId: room.id,
      threadId,
      limit: MOST,
    } as const;
    const { messages } = await client.call(command, { attempts: 1, signal });
    const found = messages.find((each) => each.message.id === message.id);
    // A too large answer is cut at its beginning. So if it has the root of the thread, it is complete, and the message
    // was deleted. If the root itself was deleted, the app refuses.
    const isWhole = messages.length < MOST && messages.some((each) => each.message.id === threadId);
    if (!found) return message.threadId && isWhole ? deleted : undefined;
    const { editedBy } = found.message;
    const editor = editedBy ? { ...editedBy, type: 'unknown' as const, roles: [] } : found.actor;
    return {
      ...event,
      type: 'message.updated',
      actor: editor,
      authorId: found.actor.id,
      message: found.message,
    } as const;
  } catch (error) {
    const isGone = error instanceof AppCallError && error.code === 'thread-not-in-room';
    if (isGone && threadId === message.id) return deleted;
    throw error;
  }
}
