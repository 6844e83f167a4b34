import type { Command, CommandAnswer, CommandOf, CommandResult, CommandType } from '@rocketchat-openclaw/shared';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { remove } from './delete.ts';
import { explain } from './explain.ts';
import { fetch } from './fetch.ts';
import { filePart } from './file-part.ts';
import { findRooms } from './find-rooms.ts';
import { findUsers } from './find-users.ts';
import { hello } from './hello.ts';
import { history } from './history.ts';
import { once, onceWrittenAhead } from './ledger.ts';
import { members } from './members.ts';
import { namesTaken } from './names-taken.ts';
import { notify } from './notify.ts';
import { openDirect } from './open-direct.ts';
import { openView } from './open-view.ts';
import { outcome } from './outcome.ts';
import { refusePins } from './pins.ts';
import { post } from './post.ts';
import { react, unreact } from './react.ts';
import { reactions } from './reactions.ts';
import { readFile } from './read-file.ts';
import { thread } from './thread.ts';
import { type Trace, traceOfFile, traceOfText } from './trace.ts';
import { typing } from './typing.ts';
import { update } from './update.ts';
import { upload } from './upload.ts';

type Verb<T extends CommandType> = (
  command: CommandOf<T>,
  workspace: Workspace,
  app: Commanded,
) => Promise<CommandResult<T>>;

/**
 * How a repeat of a command is answered. `anew`: run again, because it changes nothing. `recorded`: with the first
 * answer. `written-ahead`: for an effect that must not happen twice, even if a crash comes before the record.
 */
interface Entry<T extends CommandType> {
  readonly run: Verb<T>;
  readonly repeat: 'anew' | 'recorded' | 'written-ahead';
  /** Used to recognise the command's effect in its room after a crash. */
  readonly trace?: (command: CommandOf<T>) => Trace;
}

/** Every command with its function. */
export const VERBS: { readonly [T in CommandType]: Entry<T> } = {
  hello: { run: hello, repeat: 'anew' },
  post: { run: post, repeat: 'written-ahead', trace: traceOfText },
  update: { run: update, repeat: 'recorded' },
  delete: { run: remove, repeat: 'recorded' },
  react: { run: react, repeat: 'recorded' },
  unreact: { run: unreact, repeat: 'recorded' },
  reactions: { run: reactions, repeat: 'anew' },
  typing: { run: typing, repeat: 'anew' },
  notify: { run: notify, repeat: 'written-ahead' },
  fetch: { run: fetch, repeat: 'anew' },
  filePart: { run: filePart, repeat: 'anew' },
  upload: { run: upload, repeat: 'written-ahead', trace: traceOfFile },
  readFile: { run: readFile, repeat: 'anew' },
  history: { run: history, repeat: 'anew' },
  thread: { run: thread, repeat: 'anew' },
  findRooms: { run: findRooms, repeat: 'anew' },
  findUsers: { run: findUsers, repeat: 'anew' },
  namesTaken: { run: namesTaken, repeat: 'anew' },
  openDirect: { run: openDirect, repeat: 'anew' },
  members: { run: members, repeat: 'anew' },
  pin: { run: refusePins, repeat: 'anew' },
  unpin: { run: refusePins, repeat: 'anew' },
  pins: { run: refusePins, repeat: 'anew' },
  openView: { run: openView, repeat: 'recorded' },
  outcome: { run: outcome, repeat: 'anew' },
};

/** Commands that come all the time: their lines would hide the others. */
export const EVERY_FEW_SECONDS: ReadonlySet<CommandType> = new Set(['typing', 'fetch']);

/**
 * A command whose signature was verified → its answer. A refusal is an answer, not an exception. The line in the log has
 * the key, under which the gateway has the command in its own log.
 */
export async function carryOut(command: Command, workspace: Workspace, app: Commanded): Promise<CommandAnswer> {
  const named = `command ${command.key}: ${command.command}`;
  const log = app.getLogger();
  try {
    const answer = await dispatch(command, workspace, app);
    if (!EVERY_FEW_SECONDS.has(command.command)) log.debug(`${named} is done`);
    return answer;
  } catch (error) {
    const { code, detail, reason } = await explain(error, command, workspace, app);
    log.warn(`${named} was refused: ${code}: ${reason ? `${reason}: ` : ''}${detail}`);
    return { ok: false, error: { code, message: detail, ...(reason !== undefined && { reason }) } };
  }
}

function dispatch(command: Command, workspace: Workspace, app: Commanded): Promise<CommandAnswer> {
  // The compiler cannot see that the entry found under `command.command` takes exactly that command.
  const { run, repeat, trace } = VERBS[command.command] as Entry<CommandType>;
  const act = async (): Promise<CommandAnswer> => ({ ok: true, result: await run(command, workspace, app) });
  switch (repeat) {
    case 'anew':
      return act();
    case 'recorded':
      return once(command.key, workspace, act);
    case 'written-ahead':
      return onceWrittenAhead(command.key, trace?.(command), workspace, app, act);
  }
}
