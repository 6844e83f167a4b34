import {
  type Command,
  type CommandAnswer,
  type CommandOf,
  type CommandResult,
  type CommandType,
  Refusal,
} from '@rocketchat-openclaw/shared';
import { findRooms } from './find-rooms.ts';
import { hello } from './hello.ts';
import { history } from './history.ts';
import { once } from './ledger.ts';
import { notify } from './notify.ts';
import { openDirect } from './open-direct.ts';
import { post } from './post.ts';
import { readFile } from './read-file.ts';
import { thread } from './thread.ts';
import { typing } from './typing.ts';
import type { Commanded, Workspace } from './workspace.ts';

type Verb<T extends CommandType> = (
  command: CommandOf<T>,
  workspace: Workspace,
  app: Commanded,
) => Promise<CommandResult<T>>;

/** The verbs of this version; `once` marks those whose effect must not repeat. */
const VERBS: { readonly [T in CommandType]?: { readonly run: Verb<T>; readonly once: boolean } } = {
  hello: { run: hello, once: false },
  post: { run: post, once: true },
  notify: { run: notify, once: true },
  typing: { run: typing, once: false },
  openDirect: { run: openDirect, once: false },
  history: { run: history, once: false },
  thread: { run: thread, once: false },
  findRooms: { run: findRooms, once: false },
  readFile: { run: readFile, once: false },
};

/** One command that is proved to come from the gateway → its answer. A refusal is an answer, not an exception. */
export async function carryOut(command: Command, workspace: Workspace, app: Commanded): Promise<CommandAnswer> {
  // The compiler cannot see that the verb found under `command.command` takes exactly that command.
  const verb = VERBS[command.command] as { run: Verb<CommandType>; once: boolean } | undefined;
  try {
    if (!verb) throw new Refusal('unsupported-command', `this version of the app has no ${command.command}`);
    const act = async (): Promise<CommandAnswer> => ({ ok: true, result: await verb.run(command, workspace, app) });
    return await (verb.once ? once(command.key, workspace, act) : act());
  } catch (error) {
    const { code, detail } =
      error instanceof Refusal ? error : new Refusal('refused-by-server', error instanceof Error ? error.message : '');
    app.getLogger().warn(`${command.command} was refused: ${code}: ${detail}`);
    return { ok: false, error: { code, message: detail } };
  }
}
