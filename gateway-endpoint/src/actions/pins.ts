import { readStringParam } from 'openclaw/plugin-sdk/channel-actions';
import { nameOf } from '../text/name-of.ts';
import type { Deed } from './deed.ts';

/** Asked of the app all the same, which refuses: on the day that it can, this works. */
export const pin: Deed = (doing) => change('pin', doing);
export const unpin: Deed = (doing) => change('unpin', doing);

export const listPins: Deed = async ({ roomId, client, envelope }) => {
  const { messages } = await client.call({ ...envelope(), command: 'pins', roomId });
  return { ok: true, pins: messages.map(({ message, actor }) => ({ ...message, from: nameOf(actor) })) };
};

async function change(command: 'pin' | 'unpin', { params, roomId, client, envelope }: Parameters<Deed>[0]) {
  const messageId = readStringParam(params, 'messageId', { required: true });
  await client.call({ ...envelope(), command, roomId, messageId });
  return { ok: true, messageId };
}
