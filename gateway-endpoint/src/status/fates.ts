import type { Event } from '@rocketchat-openclaw/shared';
import { SILENCES, type Silence } from '../gate/verdict.ts';
import type { Counters } from './counters.ts';

/** What became of an event: a turn of the agent, a line in its next turn, or the one reason why neither. */
export type Fate = 'turn' | 'notice' | { readonly silence: Silence; readonly detail?: string | undefined };

/** Writes down what became of each event, once: counted, and as one line of the log. Ids only, never what was said. */
export type TellFate = (event: Event, fate: Fate) => void;

interface Log {
  info(message: string): void;
  debug(message: string): void;
}

/** Rooms and reasons that were told at the level that everybody sees. After so many, they are told anew. */
const MOST_TOLD = 5_000;

/** A room that keeps silent for the same reason says so once; all of it is in the log at level `debug`. */
export function openFates(counters: Counters, log: Log): TellFate {
  const told = new Set<string>();
  return (event, fate) => {
    if (fate === 'turn') return log.debug(`event ${event.id}: turn`);
    if (fate === 'notice') {
      counters.notice();
      return log.debug(`event ${event.id}: notice`);
    }
    const { silence, detail } = fate;
    counters.silence(silence);
    const why = detail ? `${SILENCES[silence]}; ${detail}` : SILENCES[silence];
    const line = `event ${event.id}: no turn: ${silence} (${why})`;
    const place = 'room' in event ? event.room.id : '';
    const isNews = !told.has(`${place} ${silence}`);
    if (told.size >= MOST_TOLD) told.clear();
    told.add(`${place} ${silence}`);
    if (isNews) log.info(line);
    else log.debug(line);
  };
}
