import { isMentioned } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../../admit/admitted.ts';
import type { InboxOptions } from '../../admit/inbox.ts';
import type { TellPerson } from '../../app-client/tell-person.ts';
import { isBot } from '../../gate/rules.ts';
import { wordsIn } from '../../texts/words.ts';
import type { Services } from '../services.ts';

type Deliver = InboxOptions['deliver'];

/** Tells the author of an event that is given up that no answer will come. */
export interface TellDead {
  /** Remembers events whose handling fails, because they may be given up. */
  watching(deliver: Deliver): Deliver;
  readonly tell: InboxOptions['onDead'];
}

interface Needs {
  readonly tellPerson: TellPerson;
  readonly recordOutcome: Services['recordOutcome'];
  readonly log: { warn(message: string): void };
}

/** Far more than fail at one time. */
const MOST = 1_000;

/** Events by id, until they are given up. An unreadable event has no known author. */
export function openTellDead({ tellPerson, recordOutcome, log }: Needs): TellDead {
  const failing = new Map<string, Admitted>();

  function failed(item: Admitted): void {
    failing.set(item.event.id, item);
    const [oldest] = failing.keys();
    if (failing.size > MOST && oldest !== undefined) failing.delete(oldest);
  }

  return {
    watching:
      (deliver) =>
      async (item, ...how) => {
        try {
          await deliver(item, ...how);
          failing.delete(item.event.id);
        } catch (error) {
          failed(item);
          throw error;
        }
      },
    tell(eventId, why) {
      recordOutcome({ id: eventId }, { silence: 'dead-letter', detail: why });
      const item = failing.get(eventId);
      failing.delete(eventId);
      const place = item && whoWaits(item);
      if (!place) return;
      const text = wordsIn(languageIn(item)).GIVEN_UP;
      tellPerson({ place, text, keyOf: { event: eventId, purpose: 'given-up' } }).catch((error: unknown) =>
        log.warn(`event ${eventId}: its author did not get the reason: ${String(error)}`),
      );
    },
  };
}

/** A person who spoke to the bot, and where. */
function whoWaits({ event, bot }: Admitted) {
  if (event.type !== 'message.sent' || isBot(event.actor)) return undefined;
  const { room, actor, message } = event;
  if (room.type !== 'direct' && !isMentioned(message, bot)) return undefined;
  return { roomId: room.id, userId: actor.id, threadId: message.threadId };
}

const languageIn = ({ event }: Admitted): string | undefined => ('actor' in event ? event.actor.language : undefined);
