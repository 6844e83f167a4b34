import type { Bot, Mention } from '@rocketchat-openclaw/shared';
import { LIMITS } from '@rocketchat-openclaw/shared';
import { name } from './name.ts';

/**
 * The engine has no type for mentions: Rocket.Chat's converter leaves what it does not map in `_unmappedProperties_`
 * (app/apps/server/converters/messages.js), `mentions` among it, filled before the event fires.
 */
interface Unmapped {
  _unmappedProperties_?: { mentions?: { _id?: string; username?: string }[] };
}

/** @returns undefined where the server did not say, as opposed to an empty list */
export function captureMentions(message: object): Mention[] | undefined {
  const mentions = (message as Unmapped)._unmappedProperties_?.mentions;
  return mentions
    ?.filter((mention) => mention._id)
    .slice(0, LIMITS.mentions)
    .map((mention) => ({ id: String(mention._id), username: name(mention.username) }));
}

/** Structured mentions first; the text only where there are none, and then whole words: `@openclaw.botty` is not us. */
export function mentions(message: { text?: string }, bot: Bot): boolean {
  const structured = captureMentions(message);
  if (structured) return structured.some((mention) => mention.id === bot.id);
  const at = `@${bot.username}`.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^|[^\\w.@-])${at}(?![\\w-]|\\.\\w)`, 'i').test(message.text ?? '');
}
