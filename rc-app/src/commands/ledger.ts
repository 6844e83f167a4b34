import { type CommandAnswer, type CommandResult, Refusal } from '@rocketchat-openclaw/shared';
import { clock, pause, stopwatch } from '../machine.ts';
import { sweep } from '../memory/kept-a-week.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { forget, type OpenRow, open, postedBy, record, rivalsOf, rowsOf } from './ledger-rows.ts';
import { type Recognised, recognise } from './recognise.ts';
import type { Trace } from './trace.ts';

/** An effect rarely takes longer: after that, a row without an answer belongs to a server that has died. */
const BUSY_MS = 3_000;
const ASK_AGAIN_MS = 200;

type Act = () => Promise<CommandAnswer>;

/** Commands that are being carried out in this sandbox, so that a repeat waits for the first instead of joining in. */
const underWay = new Map<string, Promise<CommandAnswer>>();

/**
 * Carries a command out at most once: a repeat of the same key gets the first answer. Refusals are not recorded: they
 * had no effect and may be tried again. For commands whose effect may happen twice without harm, since a crash can come
 * before the record.
 *
 * Persistence has no unique index: two servers that get one key at the same moment both find no row, and both carry the
 * command out.
 */
export function once(key: string, workspace: Workspace, act: Act): Promise<CommandAnswer> {
  return alone(key, workspace, async () => (await rowsOf(key, workspace)).answer ?? recorded(key, workspace, act));
}

/**
 * For commands whose effect must never happen twice: a row is written before the effect, and a repeat that finds only
 * this row looks for the effect in the room.
 *
 * @param trace of the effect in a room; without one nobody can tell, and a repeat is refused
 * @throws Refusal `outcome-unknown`
 */
export function onceWrittenAhead(
  key: string,
  trace: Trace | undefined,
  workspace: Workspace,
  app: Commanded,
  act: Act,
): Promise<CommandAnswer> {
  return alone(key, workspace, async () => {
    const { answer, opened: before } = await rowsOf(key, workspace);
    if (answer) return answer;
    const opened = before ?? (await open(key, trace, workspace));
    const rivals = before ? [before] : await rivalsOf(opened, workspace);
    if (rivals.length === 0) return recorded(key, workspace, () => certainly(opened, workspace, app, act));
    // Another server may carry it out at the same time: of two that see each other's rows the first goes on.
    const busyMs = Math.max(...rivals.map(({ openedAt }) => openedAt)) + BUSY_MS - clock();
    const theirs = await answerWithin(Math.min(busyMs, BUSY_MS), key, workspace);
    if (theirs) return theirs;
    if (!before && rivals.some((row) => isBefore(row, opened))) throw new Refusal('outcome-unknown', CANNOT_TELL);
    const found = await recognise(opened, workspace, app);
    if (found.happened === 'unknown') throw new Refusal('outcome-unknown', CANNOT_TELL);
    const again: Act = () => certainly(opened, workspace, app, act);
    return recorded(key, workspace, found.happened === 'yes' ? async () => posted(found.messageId) : again);
  });
}

/** Another server's answer, as soon as there is one. */
async function answerWithin(ms: number, key: string, workspace: Workspace): Promise<CommandAnswer | undefined> {
  const until = stopwatch() + ms;
  for (;;) {
    const { answer } = await rowsOf(key, workspace);
    if (answer || stopwatch() >= until) return answer;
    await pause(ASK_AGAIN_MS);
  }
}

const isBefore = (a: OpenRow, b: OpenRow): boolean =>
  a.openedAt < b.openedAt || (a.openedAt === b.openedAt && a.by < b.by);

/** The answer that this key got, here or on another server. Waits if the command is running here. */
export async function answerTo(key: string, workspace: Workspace): Promise<CommandAnswer | undefined> {
  const first = await underWay.get(key)?.catch(() => undefined);
  return first ?? (await rowsOf(key, workspace)).answer;
}

/** For a gateway that got no answer: did the command with this key happen? */
export async function happened(key: string, workspace: Workspace, app: Commanded): Promise<CommandResult<'outcome'>> {
  // A command that is being carried out is in the rows when it has ended.
  await underWay.get(key)?.catch(() => undefined);
  const { answer, opened } = await rowsOf(key, workspace);
  if (answer) return { happened: 'yes', ...postedBy(answer) };
  return opened ? recognise(opened, workspace, app) : { happened: 'no' };
}

async function alone(key: string, { persistence }: Workspace, act: Act): Promise<CommandAnswer> {
  const first = underWay.get(key);
  if (first) return first;
  const answer = act();
  underWay.set(key, answer);
  try {
    return await answer;
  } finally {
    underWay.delete(key);
    // No command fails because old rows stay for another hour.
    await sweep(persistence, clock()).catch(() => undefined);
  }
}

/** Answers even if the result cannot be stored: a repeat finds the post by the open row. */
async function recorded(key: string, workspace: Workspace, act: Act): Promise<CommandAnswer> {
  const answer = await act();
  await record(key, answer, workspace).catch(() => undefined);
  return answer;
}

/** Our own refusal closes the row. The server may throw after it has stored the message, so we look for the message. */
async function certainly(row: OpenRow, workspace: Workspace, app: Commanded, act: Act): Promise<CommandAnswer> {
  try {
    return await act();
  } catch (error) {
    const found = await afterAll(error, row, workspace, app);
    if (found.happened === 'yes') return posted(found.messageId);
    if (found.happened === 'unknown') throw new Refusal('outcome-unknown', `${CANNOT_TELL} (${reasonOf(error)})`);
    await forget(row.key, workspace);
    throw error;
  }
}

async function afterAll(error: unknown, row: OpenRow, workspace: Workspace, app: Commanded): Promise<Recognised> {
  if (error instanceof Refusal) return { happened: error.code === 'outcome-unknown' ? 'unknown' : 'no' };
  return row.trace ? recognise({ ...row, isOver: true }, workspace, app) : { happened: 'no' };
}

const reasonOf = (error: unknown): string => (error instanceof Refusal ? error.detail : String(error));
const CANNOT_TELL = 'it was started, and nobody can tell whether it finished: look into the room';
const posted = (messageId: string): CommandAnswer => ({ ok: true, result: { messageId } });
