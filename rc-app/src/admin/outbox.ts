import type { Telling } from '../commands/workspace.ts';
import type { Reach } from '../memory/reach.ts';
import type { Open } from '../outbox/breaker.ts';
import type { DeadLetter, Row } from '../outbox/row.ts';
import { openRows } from '../outbox/rows.ts';
import { wayOf } from '../push/way.ts';

/** As many as a whisper takes. */
const MOST_LISTED = 20;

/** For `/openclaw status`: what waits on all servers together, and nothing where there is nothing to say. */
export async function describeOutbox(
  open: Open | undefined,
  isConnected: boolean,
  reach: Reach,
  now: number,
): Promise<string> {
  const rows = openRows(reach);
  const [waiting, dead] = [await rows.waiting(), await rows.dead()];
  return [describeWaiting(waiting, open, isConnected, now), describeDead(dead)].filter(Boolean).join('\n');
}

/**
 * Why the gateway does not take them is said in the line about the connection; unless it is there and takes nothing, as
 * while its disk is full.
 */
function describeWaiting(rows: readonly Row[], open: Open | undefined, isConnected: boolean, now: number): string {
  if (rows.length === 0) return '';
  const oldest = ago(now - Math.min(...rows.map(({ heardAt }) => heardAt)));
  const last = open && isConnected ? `; when they were last sent, ${open.why}` : '';
  const how = open?.isPaused ? '; paused until this is mended' : last;
  return `📭 ${count(rows.length, 'event')} for OpenClaw, the oldest of ${oldest}${how}.`;
}

function describeDead(letters: readonly DeadLetter[]): string {
  if (letters.length === 0) return '';
  const reasons = new Map<string, number>();
  for (const { why } of letters) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  const named = [...reasons].slice(0, 3).map(([why, times]) => `${why} (${times})`);
  return `⚠️ ${count(letters.length, 'event')} will not be tried again: ${named.join('; ')}. \`/openclaw failed\` lists, \`/openclaw retry\` tries again.`;
}

/** `/openclaw failed` */
export async function listFailed(reach: Reach, now: number): Promise<string> {
  const letters = (await openRows(reach).dead()).sort((a, b) => a.event.at - b.event.at);
  if (letters.length === 0) return 'Nothing has failed.';
  const lines = letters.slice(0, MOST_LISTED).map(({ event, why }) => {
    const where = 'room' in event ? ` in ${event.room.name ? `#${event.room.name}` : event.room.type}` : '';
    const who = 'actor' in event ? ` of @${event.actor.username}` : '';
    return `• \`${event.type}\`${who}${where}, ${ago(now - event.at)}: ${why}`;
  });
  const more = letters.length > MOST_LISTED ? [`… and ${letters.length - MOST_LISTED} more`] : [];
  return [...lines, ...more, '`/openclaw retry` tries all of them again.'].join('\n');
}

/** `/openclaw retry` */
export async function retryFailed(telling: Telling): Promise<string> {
  const many = await telling.app.outbox.retry(wayOf(telling));
  return many === 0 ? 'Nothing has failed.' : `${count(many, 'event')} wait for OpenClaw again.`;
}

const count = (many: number, what: string) => `${many} ${what}${many === 1 ? '' : 's'}`;

function ago(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${count(minutes, 'minute')} ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${count(hours, 'hour')} ago` : `${count(Math.round(hours / 24), 'day')} ago`;
}
