import { readStringParam } from 'openclaw/plugin-sdk/channel-actions';
import { writingIn } from '../../account/workspace.ts';
import { learnNames, textFor } from '../../text/text.ts';
import type { Deed } from './deed.ts';

/** Edits a message of the bot. It stays one message, so the text must fit. */
export const edit: Deed = async ({ params, account, roomId, client, envelope }) => {
  const messageId = readStringParam(params, 'messageId', { required: true });
  const message = readStringParam(params, 'message', { required: true, allowEmpty: false });
  const writing = writingIn(account);
  await learnNames(message, writing);
  const [text, ...rest] = textFor(message, writing);
  if (text === undefined) throw new Error('The new text is empty. To take a message away, use `delete`.');
  if (rest.length > 0) {
    throw new Error(
      `The new text would be ${rest.length + 1} messages. Shorten it, or \`send\` the rest as a new one.`,
    );
  }
  await client.call({ ...envelope(), command: 'update', roomId, messageId, text });
  return { ok: true, messageId };
};

export const remove: Deed = async ({ params, roomId, client, envelope }) => {
  const messageId = readStringParam(params, 'messageId', { required: true });
  await client.call({ ...envelope(), command: 'delete', roomId, messageId });
  return { ok: true, messageId, deleted: true };
};
