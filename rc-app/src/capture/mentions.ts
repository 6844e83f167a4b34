import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import { type Bot, isMentioned, LIMITS, type Mention, type Said } from '@rocketchat-openclaw/shared';
import { captionsOf } from './captions.ts';
import { name } from './name.ts';

/**
 * The engine has no type for mentions: Rocket.Chat's converter leaves what it does not map in `_unmappedProperties_`
 * (app/apps/server/converters/messages.js), `mentions` among it, filled before the event fires.
 */
interface Unmapped {
  _unmappedProperties_?: { mentions?: { _id?: string; username?: string }[] };
}

/** @returns undefined where the server did not say, as opposed to an empty list */
function captureMentions(message: object): Mention[] | undefined {
  const mentions = (message as Unmapped)._unmappedProperties_?.mentions;
  return mentions
    ?.filter((mention) => mention._id)
    .slice(0, LIMITS.mentions)
    .map((mention) => ({ id: String(mention._id), username: name(mention.username) }));
}

/** The words in which names can be mentioned: the text and the captions of the files. */
export function captureSaid(message: Pick<IMessage, 'text' | 'attachments'>): Said {
  const text = message.text ?? '';
  const captions = captionsOf(message).filter((caption) => caption.trim() !== text.trim());
  const mentions = captureMentions(message);
  if (captions.length === 0) return { text, mentions };
  const unlisted = captions.join('\n');
  return { text: text.trim() === '' ? unlisted : `${text}\n${unlisted}`, mentions, unlisted };
}

/**
 * The mentions of the event: the bot where it is mentioned at all, and others as the server has listed them. The server
 * decides who may mention everybody.
 */
export function mentionsIn(said: Said, bot: Bot): Mention[] {
  if (!said.mentions) return isMentioned(said, bot) ? [bot] : [];
  const listed = said.mentions;
  const isMissing = !listed.some(({ id }) => id === bot.id) && isMentioned(said, bot);
  return [...listed, ...(isMissing ? [bot] : [])].slice(-LIMITS.mentions);
}
