import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { isMentioned } from '@rocketchat-openclaw/shared';
import { captureSaid } from '../capture/mentions.ts';
import { clock } from '../machine.ts';
import { whisper } from '../server/whisper.ts';
import { wordsFor } from '../server/words-for.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';

const HOUR_MS = 60 * 60_000;
const TOLD = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'told-encrypted');

type App = Pick<Commanded, 'memory' | 'hinted' | 'getLogger'>;
type Accessors = Pick<Workspace, 'read' | 'modify' | 'persistence'>;

/**
 * An encrypted message reaches apps as a system message of type `e2e`, without text; its client says whom it mentions.
 * Nothing leaves. The app whispers that the bot cannot read it: to a person who mentions the bot, and to the first one
 * who writes in a room of the bot.
 */
export async function sayItIsEncrypted(message: IMessage, app: App, accessors: Accessors): Promise<void> {
  const { id, type, room, sender, threadId } = message;
  if (String(type) !== 'e2e') return;
  app.getLogger().debug(`egress ${id} stays: encrypted`);
  const bot = await app.memory.bot.get(accessors.read);
  if (sender.id === bot.id || String(sender.type) !== 'user') return;
  const isAsked = isMentioned(captureSaid(message), bot);
  const isToTell = (await isFirst(message, bot.id, app, accessors)) || isAsked;
  if (!isToTell) return;
  const now = clock();
  const place = { reason: 'encrypted', userId: sender.id, roomId: room.id, threadId };
  if (!(await app.hinted.mayTell(place, now - HOUR_MS, now, accessors))) return;
  const { ENCRYPTED_ROOM } = await wordsFor(sender, accessors.read);
  await whisper(ENCRYPTED_ROOM, sender, { room, threadId }, accessors.modify);
}

/**
 * Is this the first message in this room of the bot? Noted, so that only its author gets the hint without a mention.
 */
async function isFirst(
  { room }: IMessage,
  botId: string,
  { memory }: App,
  { read, persistence }: Accessors,
): Promise<boolean> {
  const isIn = room.userIds?.includes(botId) ?? (await memory.memberships.get(read)).has(room.id);
  if (!isIn) return false;
  const inRoom = new RocketChatAssociationRecord(RocketChatAssociationModel.ROOM, room.id);
  if ((await read.getPersistenceReader().readByAssociations([TOLD, inRoom])).length > 0) return false;
  await persistence.createWithAssociations({ roomId: room.id }, [TOLD, inRoom]);
  return true;
}
