import type { Server } from '../server.ts';
import type { MessageRecord, RoomRecord } from '../store/records.ts';
import { membersOf } from '../store/store.ts';

/**
 * sendNotificationsOnMessage.ts and threads/server/hooks/aftersavemessage.ts, for people who have changed none of their
 * preferences: a new message notifies the members of its room, a reply in a thread those who follow it; an edit nobody,
 * and a message that comes into the world edited counts as one. The text is that of this moment: no later edit reaches
 * a device.
 */
export function notify(server: Server, room: RoomRecord, message: MessageRecord): void {
  if (message.t !== undefined || isEdited(message)) return;
  const followers = message.tmid === undefined ? undefined : followersOf(server, room, message.tmid);
  for (const { _id, username } of membersOf(server.store, room._id)) {
    const isMeant = followers === undefined || message.tshow === true || followers.includes(_id);
    if (!isMeant || _id === message.u._id) continue;
    server.stream.emit({
      type: 'notification',
      room: room._id,
      user: username,
      messageId: message._id,
      text: message.msg,
    });
  }
}

/** isEditedMessage (packages/core-typings/src/IMessage). */
export function isEdited({ editedAt, editedBy }: MessageRecord): boolean {
  return editedAt instanceof Date && editedBy !== undefined;
}

/** The author of the first message and those who have replied; in a direct room both people. */
function followersOf({ store }: Server, { t, uids = [] }: RoomRecord, tmid: string): string[] {
  const parent = store.messages.get(tmid);
  const known = parent?.replies ?? (parent ? [parent.u._id] : []);
  return t === 'd' ? [...known, ...uids] : known;
}
