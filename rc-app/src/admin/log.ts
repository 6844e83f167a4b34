import { printable } from '@rocketchat-openclaw/shared';
import { MOST_NOTED } from '../memory/deliveries.ts';
import type { Noted } from '../memory/delivery-rows.ts';
import { openRows } from '../outbox/rows.ts';
import type { Telling } from '../workspace/workspace.ts';
import { namesFor, type Reader } from './room-names.ts';

const USUALLY_LISTED = 20;

/** `/openclaw log`, for an admin. @param asked how many, or a part of an id */
export async function describeLog(asked: string | undefined, reader: Reader, telling: Telling): Promise<string> {
  const { LOG } = reader.words;
  const isCount = asked === undefined || /^\d{1,9}$/.test(asked);
  const most = Math.min(MOST_NOTED, isCount ? Math.max(1, Number(asked ?? USUALLY_LISTED)) : USUALLY_LISTED);
  const all = await telling.app.deliveries.latest(telling.read);
  const found = isCount ? all : all.filter((noted) => isAbout(noted, asked));
  if (found.length === 0) return isCount ? LOG.none : LOG.noneWith(asked);
  const lines = await logLines(found.slice(0, most), reader, telling);
  return [LOG.head(lines.length), ...lines].join('\n');
}

/** The words of a command come in lower case. */
function isAbout({ id, roomId }: Noted, asked: string): boolean {
  return id.toLowerCase().includes(asked) || roomId?.toLowerCase() === asked;
}

/** One line each. A failed event is looked up: it may wait, or have been given up since. */
export async function logLines(
  noted: readonly Noted[],
  reader: Reader,
  { read, persistence }: Telling,
): Promise<string[]> {
  const rows = openRows({ read, persistence });
  const idsOf = (those: readonly { readonly event: { readonly id: string } }[]) =>
    new Set(those.map((each) => each.event.id));
  const hasFailed = noted.some(({ outcome }) => outcome === 'failed');
  const [waiting, dead] = hasFailed ? [idsOf(await rows.waiting()), idsOf(await rows.dead())] : [new Set(), new Set()];
  const where = await namesFor(
    reader,
    noted.flatMap(({ roomId }) => roomId ?? []),
    read,
  );
  const { LOG, fault } = reader.words;
  return noted.map(({ roomId, outcome, why, ...rest }) => {
    const isFailed = outcome === 'failed' && rest.way === 'out';
    const now = isFailed && dead.has(rest.id) ? 'given-up' : isFailed && waiting.has(rest.id) ? 'waits' : outcome;
    const reason = why === undefined ? undefined : fault(printable(why));
    return LOG.line({
      ...rest,
      outcome: now,
      why: reason,
      where: roomId === undefined ? undefined : where.get(roomId),
    });
  });
}
