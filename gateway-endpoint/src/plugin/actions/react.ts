import { LIMITS } from '@rocketchat-openclaw/shared';
import { readReactionParams, resolveReactionMessageId } from 'openclaw/plugin-sdk/channel-actions';
import { label } from '../../place/label.ts';
import { emojiName } from '../../text/emoji.ts';
import type { Deed } from './deed.ts';

/** Adds a reaction of the bot's, takes one back, or all of them where no emoji is named. */
export const react: Deed = async ({ params, toolContext, roomId, client, envelope, bot }) => {
  const removeErrorMessage = 'Say which `emoji` to take back; an empty one without `remove` takes back all of yours.';
  const { emoji: written, remove, isEmpty } = readReactionParams(params, { removeErrorMessage });
  const messageId = messageIdOf(params, toolContext);
  if (isEmpty) return clear(messageId);
  const emoji = emojiName(written);
  if (!emoji) throw new Error(`${JSON.stringify(written)} is not known here: write its name, such as :thumbsup:.`);
  await client.call({ ...envelope(), command: remove ? 'unreact' : 'react', roomId, messageId, emoji });
  return { ok: true, messageId, ...(remove ? { removed: emoji } : { added: emoji }) };

  async function clear(from: string) {
    const { username } = await bot();
    const { reactions } = await client.call({ ...envelope(), command: 'reactions', roomId, messageId: from });
    // The list may be incomplete, and the bot among the rest; the app removes only its own reactions.
    const own = reactions.filter(({ by }) => by.includes(username) || by.length >= LIMITS.listItems);
    for (const each of own)
      await client.call({ ...envelope(), command: 'unreact', roomId, messageId: from, emoji: each.emoji });
    return { ok: true, messageId: from, removed: own.map((each) => each.emoji) };
  }
};

/** The reactions, with the people who put them. */
export const reactions: Deed = async ({ params, toolContext, roomId, client, envelope }) => {
  const messageId = messageIdOf(params, toolContext);
  const { reactions: found } = await client.call({ ...envelope(), command: 'reactions', roomId, messageId });
  const listed = found.map(({ emoji, by }) => ({
    emoji: label(emoji),
    count: by.length,
    users: by.map((name) => label(name)),
  }));
  return { ok: true, messageId, reactions: listed };
};

/** The message that is being answered, unless another is named. */
function messageIdOf(args: Record<string, unknown>, toolContext: Parameters<Deed>[0]['toolContext']): string {
  const id = resolveReactionMessageId({ args, ...(toolContext && { toolContext }) });
  if (id === undefined || id === '') throw new Error('Say which message: `messageId` is missing.');
  return String(id);
}
