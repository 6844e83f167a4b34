import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import { messageIdIn } from '@rocketchat-openclaw/shared';
import { isOfFile } from './captions.ts';

/** The part of a message that shows something beside its text, in both forms in which the engine has one. */
export type Showing = Pick<IMessage, 'text' | 'attachments'> & { readonly blocks?: readonly unknown[] | null };

/** Does the message show anything beside its text and files? */
export function shows({ attachments, blocks }: Showing): boolean {
  return (attachments ?? []).some((each) => !isOfFile(each)) || (blocks ?? []).length > 0;
}

/** The ids of the messages that are quoted in it, as the server has attached them. */
export function quotedBy({ attachments }: Showing): string[] {
  return (attachments ?? []).flatMap(({ timestampLink }) => messageIdIn(timestampLink ?? '') ?? []);
}
