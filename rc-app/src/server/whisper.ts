import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';

/** The place of a whisper. */
export interface Place {
  readonly room: IRoom;
  readonly threadId?: string | undefined;
}

/** Without a sender the engine speaks as the app's own user (notifier.ts). */
export async function whisper(text: string, to: IUser, { room, threadId }: Place, modify: IModify): Promise<void> {
  const message = modify.getNotifier().getMessageBuilder().setRoom(room).setText(text);
  if (threadId) message.setThreadId(threadId);
  await modify.getNotifier().notifyUser(to, message.getMessage());
}
