import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { captureEditor } from '../capture/editor.ts';

/**
 * The person who typed these words and may wait for an answer.
 *
 * @returns undefined for bots, webhooks and bridges, and where somebody else has changed the message
 */
export function whoAsks(message: IMessage): IUser | undefined {
  const { id, type, via } = captureEditor(message);
  return type === 'user' && !via && id === message.sender.id ? message.sender : undefined;
}
