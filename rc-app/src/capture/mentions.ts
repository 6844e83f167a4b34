import { LIMITS, type Mention, type Said } from '@rocketchat-openclaw/shared';
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

/** What tells whether somebody is called in this message. */
export function captureSaid(message: { text?: string }): Said {
  return { text: message.text ?? '', mentions: captureMentions(message) };
}
