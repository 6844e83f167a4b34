import { type Command, Refusal } from '@rocketchat-openclaw/shared';
import { type CannotPost, whyItCannotPost } from '../egress/cannot-post.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { mayNotWrite } from './room.ts';

/** A command that failed, as its refusal. The server's own words say little; the state of the room says more. */
export async function explain(
  error: unknown,
  command: Command,
  { read }: Pick<Workspace, 'read'>,
  { memory }: Pick<Commanded, 'memory'>,
): Promise<Refusal> {
  if (error instanceof Refusal && error.code !== 'refused-by-server') return error;
  if (command.command === 'post' || command.command === 'upload') {
    const why = await whyClosed(command.roomId, read).catch(() => undefined);
    if (why) return mayNotWrite(why, await memory.bot.get(read));
  }
  if (error instanceof Refusal) return error;
  return new Refusal('refused-by-server', error instanceof Error ? error.message : '');
}

async function whyClosed(roomId: string, read: Workspace['read']): Promise<CannotPost | undefined> {
  const room = await read.getRoomReader().getById(roomId);
  return room && whyItCannotPost(room, read);
}
