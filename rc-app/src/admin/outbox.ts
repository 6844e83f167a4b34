import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { printable } from '@rocketchat-openclaw/shared';
import type { Open } from '../outbox/breaker.ts';
import type { DeadLetter, Row } from '../outbox/row.ts';
import { openRows } from '../outbox/rows.ts';
import { outboxAccessors } from '../push/outbox-accessors.ts';
import type { Accessors } from '../server/accessors.ts';
import type { Words } from '../texts/words.ts';
import type { Telling } from '../workspace/workspace.ts';
import { namesFor, type Reader } from './room-names.ts';

/** As many as a whisper takes. */
const MOST_LISTED = 20;

/** For `/openclaw status`: the events that wait on all servers together. Empty where none do. */
export async function describeOutbox(
  open: Open | undefined,
  isConnected: boolean,
  accessors: Accessors,
  now: number,
  words: Words,
): Promise<string> {
  const rows = openRows(accessors);
  const [waiting, dead] = [await rows.waiting(), await rows.dead()];
  return [describeWaiting(waiting, open, isConnected, now, words), describeDead(dead, words)]
    .filter(Boolean)
    .join('\n');
}

/**
 * The line about the connection says why the gateway does not take them, unless it is there and takes nothing, e.g.
 * because its disk is full.
 */
function describeWaiting(
  rows: readonly Row[],
  open: Open | undefined,
  isConnected: boolean,
  now: number,
  { OUTBOX, fault }: Words,
): string {
  if (rows.length === 0) return '';
  const waiting = OUTBOX.waiting(rows.length, now - Math.min(...rows.map(({ heardAt }) => heardAt)));
  if (open?.isPaused) return `${waiting} ${OUTBOX.isPaused}`;
  return open && isConnected ? `${waiting} ${OUTBOX.lastAttempt(fault(open.why))}` : waiting;
}

function describeDead(letters: readonly DeadLetter[], { OUTBOX, fault }: Words): string {
  if (letters.length === 0) return '';
  const reasons = new Map<string, number>();
  for (const { why } of letters) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  const named = [...reasons].slice(0, 3).map(([why, times]) => OUTBOX.faultCount(fault(why), times));
  return OUTBOX.dead(letters.length, named.join('; '));
}

/** `/openclaw failed` */
export async function listFailed(by: IUser, accessors: Accessors, now: number, words: Words): Promise<string> {
  const { OUTBOX } = words;
  const lines = await failedLines({ by, words }, accessors, now, MOST_LISTED);
  return lines.length === 0 ? OUTBOX.noneFailed : [...lines, OUTBOX.retryHint].join('\n');
}

/** What was given up, the oldest first, and how many more there are. Empty where nothing was. */
export async function failedLines(reader: Reader, accessors: Accessors, now: number, most: number): Promise<string[]> {
  const { OUTBOX, fault } = reader.words;
  const letters = (await openRows(accessors).dead()).sort((a, b) => a.event.at - b.event.at);
  const shown = letters.slice(0, most);
  const names = await namesFor(
    reader,
    shown.flatMap(({ event }) => roomOf(event) ?? []),
    accessors.read,
  );
  const lines = shown.map(({ event, why }) => {
    const roomId = roomOf(event);
    return OUTBOX.deadLetter({
      type: event.type,
      who: 'actor' in event ? event.actor.username : undefined,
      where: roomId === undefined ? undefined : names.get(roomId),
      ageMs: now - event.at,
      // It may hold words of the gateway.
      why: fault(printable(why)),
    });
  });
  return letters.length > most ? [...lines, OUTBOX.more(letters.length - most)] : lines;
}

const roomOf = (event: DeadLetter['event']): string | undefined => ('room' in event ? event.room.id : undefined);

/** `/openclaw retry` */
export async function retryFailed(telling: Telling, { OUTBOX }: Words): Promise<string> {
  const many = await telling.app.outbox.retry(outboxAccessors(telling));
  return many === 0 ? OUTBOX.noneFailed : OUTBOX.retried(many);
}
