import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/IMessageRaw';
import type { Event } from '@rocketchat-openclaw/shared';
import { timeOf } from '../capture/message.ts';
import type { Surroundings } from '../outbox/entry.ts';
import type { Commanded } from '../workspace/workspace.ts';

const MOST_LOOKED_AT = 10;
/** If so many came in this time before it, or since, there may be more of them, and the event waits. */
const CROWDED_MS = 200;
/** The hook of a message that is older has come, or belongs to another server of the cluster. */
const LATELY_MS = 2_000;
/** Two messages that are further apart than this reach the database in their order. */
const APART_MS = 1_000;

/**
 * Asks the server for the last messages in the room of an event, and waits until the app has heard of those before it. The
 * bot's own posts do not count. An edit has happened before it as well, but the app does not remember which edits it has
 * heard, so it is `unclear` then. So is the beginning of a room, because the bot's joining has no time of its own.
 *
 * @returns `quiet` or `heard` when the app has heard all of them. That may be late: of a system message the app hears
 * nothing, and of some messages another server of the cluster hears.
 */
export async function surroundings(event: Event, app: Commanded, read: IRead): Promise<Surroundings> {
  if (!('room' in event)) return 'unclear';
  const { at, room } = event;
  try {
    const bot = await app.memory.bot.get(read);
    const latest = await read.getRoomReader().getMessages(room.id, {
      limit: MOST_LOOKED_AT,
      sort: { createdAt: 'desc' },
      showThreadMessages: true,
    });
    if (latest.length < 2) return 'unclear';
    const others = latest.filter((message) => message.sender?._id !== bot.id && !isOf(event, message));
    if (others.some((message) => changedIn(message, at))) return 'unclear';
    const before = others.filter((message) => isIn(saidAt(message), at, LATELY_MS));
    const isCrowded =
      latest.length === MOST_LOOKED_AT && latest.every((message) => (saidAt(message) ?? at) > at - CROWDED_MS);
    if (isCrowded) return 'unclear';
    // Most often their hooks are on their way. The caller does not wait for ever.
    await Promise.all(before.map(({ id }) => app.heardLately.heard(id ?? '', 0)));
    return before.some((message) => isIn(saidAt(message), at, APART_MS)) ? 'heard' : 'quiet';
  } catch {
    return 'unclear';
  }
}

const saidAt = ({ createdAt }: IMessageRaw): number | undefined => timeOf(createdAt);

const isOf = (event: Event, { id }: IMessageRaw): boolean => 'message' in event && event.message?.id === id;

const isIn = (time: number | undefined, at: number, ms: number): boolean =>
  time !== undefined && time <= at && time > at - ms;

const changedIn = ({ editedAt }: IMessageRaw, at: number): boolean => isIn(timeOf(editedAt), at, LATELY_MS);
