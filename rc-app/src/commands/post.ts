import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { type CommandOf, type CommandResult, nothingLeft, Refusal } from '@rocketchat-openclaw/shared';
import { clock } from '../machine.ts';
import { readAppUser } from '../memory/bot.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { uikit } from './blocks.ts';
import { assertFits } from './message.ts';
import { writablePlaceOf } from './room.ts';

/** A message of the app's own user. */
export async function post(
  {
    v: _v,
    key: _key,
    command: _command,
    roomId,
    threadId,
    alsoInRoom,
    quiet,
    answers,
    text,
    blocks,
    ...rest
  }: CommandOf<'post'>,
  workspace: Workspace,
  app: Commanded,
): Promise<CommandResult<'post'>> {
  nothingLeft(rest);
  const { read } = workspace;
  await assertFits(text, app, read);
  const editor = quiet ? readAppUser(read) : undefined;
  const [room, unheard] = await Promise.all([
    writablePlaceOf({ roomId, threadId, answers }, app, read),
    editor?.then(bornEdited),
  ]);
  const place = threadId ? { threadId, ...aside(alsoInRoom) } : {};
  const shown = uikit({ text, blocks });
  return send({ ...place, ...unheard, text, ...(shown.length > 0 && { blocks: shown }) }, room, workspace);
}

/**
 * Without a sender the engine posts as the app's own user (MessageBridge.create).
 *
 * @throws Refusal `refused-by-server`
 */
export async function send(
  message: Partial<IMessage>,
  room: IRoom,
  { modify }: Pick<Workspace, 'modify'>,
): Promise<{ messageId: string }> {
  const creator = modify.getCreator();
  const messageId: unknown = await creator.finish(creator.startMessage({ ...message, room } as IMessage));
  // A missing permission does not throw in the engine, it returns nothing.
  if (typeof messageId !== 'string' || !messageId || messageId === 'null') {
    throw new Refusal(
      'refused-by-server',
      'the server took the message but named no id: check the permissions of the app',
    );
  }
  return { messageId };
}

/**
 * A new message with an edit date counts as edited, and the server notifies nobody of an edit
 * (sendNotificationsOnMessage.ts: isEditedMessage). The date must be more than a minute old, or the server does not
 * count the message in its room (notifyUsersOnMessage.ts), which would have one message too few after its deletion.
 */
function bornEdited(editor: IUser): Partial<IMessage> {
  return { editor, editedAt: new Date(clock() - LONG_AGO_MS) };
}
const LONG_AGO_MS = 120_000;

/** The engine has no field for `tshow`; the server stores unmapped fields as they are (convertAppMessage). */
function aside(alsoInRoom: boolean | undefined): object {
  return alsoInRoom ? { _unmappedProperties_: { tshow: true } } : {};
}
