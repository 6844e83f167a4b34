import type { Event } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import type { Writing } from '../text/text.ts';
import { type Words, wordsIn } from '../texts/words.ts';

type Authored = Pick<Extract<Event, { actor: unknown }>, 'actor' | 'room'>;

/** For what the author of an event reads alone. */
export const wordsTo = ({ actor }: Pick<Authored, 'actor'>): Words => wordsIn(actor.language);

/** For what stands in the room of an event: there all people read it. */
export function wordsWhere({ actor, room }: Authored, { language }: Pick<Writing, 'language'>): Words {
  return wordsIn(room.type === 'direct' ? actor.language : language);
}

/** An event by a person whose account names no language: in that of the workspace. */
export function spoken(item: Admitted, language: string | undefined): Admitted {
  const { event } = item;
  if (event.type === 'app.hello' || event.actor.language !== undefined || language === undefined) return item;
  return { ...item, event: { ...event, actor: { ...event.actor, language } } };
}
