import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { Reaction } from '@rocket.chat/apps-engine/definition/messages/IMessageReaction';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { type CommandOf, type CommandResult, nothingLeft, Refusal } from '@rocketchat-openclaw/shared';
import { isLetIn } from '../egress/let-in.ts';
import { readAppUser } from '../memory/bot.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { type Meant, messageOf } from './message.ts';
import { reactionsTo } from './reactions.ts';
import { type Writing, writableRoomOf } from './room.ts';

/** The server does nothing if the bot has this reaction already. */
export async function react(
  { v: _v, key: _key, command: _command, roomId, messageId, answers, emoji, ...rest }: CommandOf<'react'>,
  workspace: Workspace,
  app: Commanded,
): Promise<CommandResult<'react'>> {
  nothingLeft(rest);
  const { bot } = await reachable({ roomId, messageId, answers }, workspace, app);
  await reactions(workspace).addReaction(messageId, bot.id, emoji as Reaction);
  return {};
}

export async function unreact(
  { v: _v, key: _key, command: _command, roomId, messageId, answers, emoji, ...rest }: CommandOf<'unreact'>,
  workspace: Workspace,
  app: Commanded,
): Promise<CommandResult<'unreact'>> {
  nothingLeft(rest);
  const { bot, message } = await reachable({ roomId, messageId, answers }, workspace, app);
  // If there is nothing to remove the server adds the reaction (setReaction.ts compares with undefined).
  if (hasReacted(message, emoji, bot)) {
    await reactions(workspace).removeReaction(messageId, bot.id, emoji as Reaction);
  }
  return {};
}

const reactions = ({ modify }: Workspace) => modify.getUpdater().getMessageUpdater();

/** @throws Refusal `message-not-found`, `may-not-write`, or `not-a-member` where the server would say “Not Authorized” */
async function reachable(
  meant: Meant & Writing,
  { read }: Workspace,
  app: Commanded,
): Promise<{ bot: IUser; message: IMessage }> {
  await writableRoomOf(meant, app, read);
  const bot = await readAppUser(read);
  const message = await messageOf(meant, read);
  // Posting needs no membership, reacting does (setReaction.ts asks canAccessRoom, also of an app's user).
  if (!(await isLetIn(bot.id, message.room, read))) {
    const cure = `invite @${bot.username} into this room with /invite @${bot.username}`;
    throw new Refusal('not-a-member', `the bot may react only in rooms that it is in: ${cure}`);
  }
  return { bot, message };
}

function hasReacted(message: IMessage, emoji: string, { username }: IUser): boolean {
  return reactionsTo(message).some((each) => each.emoji === emoji && each.by.includes(username));
}
