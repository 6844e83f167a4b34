import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { happened } from './ledger.ts';

/** Did the command with this key happen? After a week this is forgotten, and the answer is no. */
export async function outcome(
  { v: _v, key: _key, command: _command, of, ...rest }: CommandOf<'outcome'>,
  workspace: Workspace,
  app: Commanded,
): Promise<CommandResult<'outcome'>> {
  nothingLeft(rest);
  return happened(of, workspace, app);
}
