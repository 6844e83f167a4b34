import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import type { Commanded, Workspace } from '../commands/workspace.ts';
import { ENCRYPTED_ROOM } from '../texts/people.ts';

const TOLD = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'told-encrypted');

/**
 * An encrypted message reaches apps as a system message of type `e2e`, without text. Where the bot is among the people
 * of the room, the first one to write is told, once per room, and nothing leaves.
 */
export async function sayItIsEncrypted(
  { id, type, room, sender }: IMessage,
  app: Pick<Commanded, 'memory' | 'getLogger'>,
  { read, modify, persistence }: Pick<Workspace, 'read' | 'modify' | 'persistence'>,
): Promise<void> {
  if (String(type) !== 'e2e') return;
  app.getLogger().debug(`egress ${id} stays: encrypted`);
  const bot = await app.memory.bot.get(read);
  const isIn = room.userIds?.includes(bot.id) ?? (await app.memory.memberships.get(read)).has(room.id);
  if (!isIn || sender.id === bot.id) return;
  const inRoom = new RocketChatAssociationRecord(RocketChatAssociationModel.ROOM, room.id);
  if ((await read.getPersistenceReader().readByAssociations([TOLD, inRoom])).length > 0) return;
  await persistence.createWithAssociations({ roomId: room.id }, [TOLD, inRoom]);
  const notifier = modify.getNotifier();
  await notifier.notifyUser(sender, notifier.getMessageBuilder().setRoom(room).setText(ENCRYPTED_ROOM).getMessage());
}
