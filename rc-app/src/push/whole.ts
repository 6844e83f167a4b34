import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { Bot, Event } from '@rocketchat-openclaw/shared';
import { withFileSizes } from '../capture/file-sizes.ts';
import type { Heard } from '../capture/heard.ts';
import type { Egress } from '../egress/egress.ts';
import { mayLeave } from '../egress/may-leave.ts';
import { withAttachments } from '../egress/with-attachments.ts';
import type { Memory } from '../memory/memory.ts';

/** A long text in a file may mention the bot, and leaves as text. The file is not read if nothing may leave. */
export async function judgeWhole(
  folded: Heard,
  bot: Bot,
  memory: Memory,
  read: IRead,
): Promise<{ heard: Heard; egress: Egress }> {
  const egress = await mayLeave(folded, bot, memory, read);
  if (!folded.unfold || !(egress.leaves || (await mayBeAddressed(egress, folded, memory, read)))) {
    return { heard: folded, egress };
  }
  const heard = await folded.unfold(read);
  return { heard, egress: await mayLeave(heard, bot, memory, read) };
}

/** In a room without the bot, the name of a file is no reason to read it. */
async function mayBeAddressed({ why }: Egress, { room }: Heard, memory: Memory, read: IRead): Promise<boolean> {
  return why === 'not-addressed' && (await memory.memberships.get(read)).has(room.id);
}

/** Adds to the event what has to be looked up: sizes of files and quotations. */
export async function wholeEvent<E extends Event>(
  event: E,
  heard: Heard,
  bot: Bot,
  memory: Memory,
  read: IRead,
): Promise<E> {
  return withAttachments(await withFileSizes(event, read), heard, { bot, memory, read });
}
