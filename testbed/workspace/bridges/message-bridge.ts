import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/index.js';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/index.js';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/index.js';
import { type ITypingDescriptor, MessageBridge } from '@rocket.chat/apps-engine/server/bridges/MessageBridge.js';
import { convertMessage } from '../convert/convert-message.ts';
import { readAppMessage } from '../convert/read-app-message.ts';
import { deleteMessage } from '../rules/delete-message.ts';
import { executeSendMessage } from '../rules/send-message.ts';
import { setReaction } from '../rules/set-reaction.ts';
import { updateMessage } from '../rules/update-message.ts';
import type { Server } from '../server.ts';
import type { UserRecord } from '../store/records.ts';
import { membersOf } from '../store/store.ts';

/** app/apps/server/bridges/messages.ts: posting follows the rules, editing and deleting are not checked at all. */
export class WorkspaceMessageBridge extends MessageBridge {
  private readonly server: Server;
  constructor(server: Server) {
    super();
    this.server = server;
  }

  protected async create(message: IMessage): Promise<string> {
    const draft = readAppMessage(this.server, message);
    const sender = this.findUser(message.sender?.id, 'error-invalid-user');
    const sent = executeSendMessage(this.server, sender, draft);
    // The server reads `_id` of nothing when the id is taken; its error is a TypeError too.
    if (!sent) throw new TypeError("Cannot read properties of undefined (reading '_id')");
    return sent._id;
  }

  /** @param changes only what the app set, its id and the editor (ModifyUpdater of the runtime) */
  protected async update(changes: IMessage): Promise<void> {
    if (!changes.editor) throw new Error('Invalid editor assigned to the message for the update.');
    const stored = this.server.store.messages.get(changes.id ?? '');
    if (!stored) throw new Error('A message must exist to update.');
    const editor = this.findUser(changes.editor.id, 'Could not find message editor');
    const { _id, rid, ts, tmid, ...edit } = readAppMessage(this.server, changes);
    updateMessage(this.server, editor, stored, edit);
  }

  protected async delete(message: IMessage, user: IUser): Promise<void> {
    if (!message.id) throw new Error('Invalid message id');
    const stored = this.server.store.messages.get(message.id);
    if (stored) deleteMessage(this.server, this.findUser(user.id, 'error-invalid-user'), stored);
  }

  protected async getById(messageId: string): Promise<IMessage> {
    const message = this.server.store.messages.get(messageId);
    return (message && convertMessage(this.server.store, message)) as unknown as IMessage;
  }

  protected async notifyUser(user: IUser, message: IMessage): Promise<void> {
    const receiver = this.server.store.users.get(user.id);
    if (receiver) this.whisper(receiver, message, message.room.id);
  }

  protected async notifyRoom(room: IRoom, message: IMessage): Promise<void> {
    for (const member of membersOf(this.server.store, room.id)) this.whisper(member, message, room.id);
  }

  protected async typing({ scope, id, username, isTyping }: ITypingDescriptor): Promise<void> {
    if (scope !== 'room') throw new Error('Unrecognized typing scope provided');
    this.server.stream.emit({ type: 'typing', room: id, user: username ?? '', on: isTyping });
  }

  protected async addReaction(messageId: string, userId: string, reaction: string): Promise<void> {
    setReaction(this.server, this.findUser(userId, 'error-invalid-user'), messageId, reaction, true);
  }

  protected async removeReaction(messageId: string, userId: string, reaction: string): Promise<void> {
    setReaction(this.server, this.findUser(userId, 'error-invalid-user'), messageId, reaction, false);
  }

  private whisper(receiver: UserRecord, message: IMessage, rid: string): void {
    const sender = { _id: message.sender.id, username: message.sender.username, name: message.sender.name };
    const at = new Date(this.server.clock());
    const place = { rid, ...(message.threadId && { tmid: message.threadId }) };
    const note = { ...place, uid: receiver._id, text: message.text ?? '', sender, at };
    this.server.store.ephemerals.push(note);
    this.server.stream.emit({ type: 'ephemeral', room: rid, user: receiver.username, message: note });
  }

  private findUser(id: string | undefined, complaint: string): UserRecord {
    const user = this.server.store.users.get(id ?? '');
    if (!user) throw new Error(complaint);
    return user;
  }
}
