import type { Room } from '@rocketchat-openclaw/shared';
import type { Logbook } from '../logbook/logbook.ts';
import { SILENCES } from '../texts/silences.ts';
import type { Counters } from './counters.ts';
import type { Silence } from './verdict.ts';

/**
 * The outcome of an event: a turn of the agent, a command, a click that was carried out, a line in the agent's next turn,
 * or the one reason why none of these.
 */
export type Outcome =
  | 'turn'
  | 'command'
  | 'click'
  | 'notice'
  | { readonly silence: Silence; readonly detail?: string | undefined };

/** Identifies an event; of an unreadable event only the id is known. */
export interface Named {
  readonly id: string;
  readonly room?: Pick<Room, 'id'>;
}

/**
 * Records the outcome of each event: counts it, and writes one line of the log, with ids and never with texts. The first
 * outcome counts: an event that is handled again, as after a failure that came too late, has its line already. An event
 * that was given up and that an operator has tried again gets another line.
 */
export type RecordOutcome = (event: Named, outcome: Outcome) => void;

interface Log {
  info(message: string): void;
  debug(message: string): void;
}

/** Outcomes that are remembered as logged: by room and reason at level `info`, and by event. The oldest are forgotten. */
const MOST_LOGGED = 5_000;

/** The first outcome of its kind in a room is a line at level `info`; all of them are in the log at level `debug`. */
export function openOutcomes(counters: Counters, log: Log, logbook: Pick<Logbook, 'note' | 'answered'>): RecordOutcome {
  const isFirst = openFirsts();
  const givenUp = openGivenUp();
  return (event, outcome) => {
    const what = typeof outcome === 'string' ? outcome : outcome.silence;
    const isAgain = givenUp.forget(event.id);
    if (what === 'dead-letter') givenUp.note(event.id);
    if (!isFirst(`event ${event.id}`) && !isAgain) return;
    count(outcome, counters);
    note(event, outcome, logbook);
    const line = `event ${event.id}${isAgain ? ', tried again' : ''}: ${wordsFor(outcome)}`;
    if (isFirst(`${event.room?.id ?? ''} ${what}`)) log.info(line);
    else log.debug(line);
  };
}

function openFirsts(): (what: string) => boolean {
  let logged = new Set<string>();
  let before = new Set<string>();
  return (what) => {
    if (logged.has(what) || before.has(what)) return false;
    if (logged.size >= MOST_LOGGED) {
      before = logged;
      logged = new Set();
    }
    logged.add(what);
    return true;
  };
}

/** Events that were given up and have not been heard of since, the latest ones. */
function openGivenUp() {
  const ids = new Set<string>();
  return {
    note(id: string): void {
      ids.add(id);
      const [oldest] = ids;
      if (ids.size > MOST_LOGGED && oldest !== undefined) ids.delete(oldest);
    },
    /** @returns whether it was one of them */
    forget: (id: string): boolean => ids.delete(id),
  };
}

function count(outcome: Outcome, counters: Counters): void {
  if (typeof outcome === 'string') counters[outcome]();
  else counters.silence(outcome.silence);
}

const ANSWERS: readonly Outcome[] = ['turn', 'command', 'click'];

/** As much of a detail as is a code: the rest may name somebody. */
const CODE = /^[\w.:-]{1,80}$/;

function note({ id, room }: Named, outcome: Outcome, logbook: Pick<Logbook, 'note' | 'answered'>): void {
  const [kind = ''] = id.split(':');
  const of = { way: 'in', id, kind, roomId: room?.id } as const;
  if (typeof outcome === 'string') {
    if (ANSWERS.includes(outcome)) logbook.answered();
    logbook.note({ ...of, outcome });
    return;
  }
  const { silence, detail } = outcome;
  const reason = detail !== undefined && CODE.test(detail) ? `${silence} (${detail})` : silence;
  logbook.note({ ...of, outcome: silence === 'dead-letter' ? 'given up' : 'no turn', reason });
}

function wordsFor(outcome: Outcome): string {
  if (typeof outcome === 'string') return outcome;
  const { silence, detail } = outcome;
  return `no turn: ${silence} (${detail ? `${SILENCES[silence]}; ${detail}` : SILENCES[silence]})`;
}
