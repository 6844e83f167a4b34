import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/IMessageRaw';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import type { Actor, Editor, Message } from '@rocketchat-openclaw/shared';
import { captureActor } from './actor.ts';
import { captureAuthor } from './author.ts';
import { name } from './name.ts';

/** An editor as the engine gives one, in both of its forms; absent where the user is gone from the workspace. */
export interface Edited {
  readonly editedAt?: Date | string | undefined;
  readonly editor?: IMessage['editor'] | IMessageRaw['editor'] | null;
}

const SOMEBODY: Editor = { id: 'unknown', username: '', name: '' };

/**
 * The last editor of a message, if that was not its author: the text is theirs. An unknown editor counts as another one.
 *
 * @param accountId the user in whose name the message stands
 */
export function otherEditor({ editedAt, editor }: Edited, author: Actor, accountId: string): Editor | undefined {
  if (!editor) return editedAt ? SOMEBODY : undefined;
  const id = 'id' in editor ? editor.id : editor._id;
  if (id === author.id || (id === accountId && editsItself(author))) return undefined;
  return { id, username: name(editor.username), name: name(editor.name) };
}

/**
 * The person who made an edit, or an unknown actor if the server does not say. A bridge or an app that writes in the
 * name of an account also edits in its name; then the editor is not the person.
 */
export function captureEditor(message: Pick<IMessage, 'sender' | 'editor' | 'editedAt'>): Actor {
  const editor: IUser | null | undefined = message.editor;
  const author = captureAuthor(message);
  if (!editor) return message.editedAt ? { ...SOMEBODY, type: 'unknown', roles: [] } : author;
  return editor.id === message.sender.id && editsItself(author) ? author : captureActor(editor);
}

/** A webhook can post but not edit, so an edit of its message under that account's name is the person's. */
const editsItself = ({ via }: Actor): boolean => via !== undefined && via.kind !== 'integration';

/** Keeps only place, time and files of the message: its words are no longer its author's. */
export function withoutText({ attachments: _theirs, ...message }: Message): Message {
  return { ...message, text: '' };
}
