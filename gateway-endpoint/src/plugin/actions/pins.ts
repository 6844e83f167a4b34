import { readStringParam } from 'openclaw/plugin-sdk/channel-actions';
import type { Deed } from './deed.ts';
import { lineOf } from './read.ts';

/** The app refuses pins so far. The command is sent anyway, so that it works as soon as an app can pin. */
export const pin: Deed = (doing) => change('pin', doing);
export const unpin: Deed = (doing) => change('unpin', doing);

export const listPins: Deed = async ({ roomId, client, envelope, bot }) => {
  const self = await bot();
  const { messages } = await client.call({ ...envelope(), command: 'pins', roomId });
  return { ok: true, pins: messages.map((each) => lineOf(each, self)) };
};

async function change(command: 'pin' | 'unpin', { params, roomId, client, envelope }: Parameters<Deed>[0]) {
  const messageId = readStringParam(params, 'messageId', { required: true });
  await client.call({ ...envelope(), command, roomId, messageId });
  return { ok: true, messageId };
}
