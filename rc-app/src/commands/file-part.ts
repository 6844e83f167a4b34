import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import { clock } from '../machine.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { keepPart } from './brought-files.ts';
import { assertFilePath } from './pull-file.ts';

/** A part of a file from a gateway that the app cannot reach, so that it cannot pull the file. */
export async function filePart(
  { v: _v, key: _key, command: _command, path, index, bytes, ...rest }: CommandOf<'filePart'>,
  workspace: Workspace,
  { memory }: Commanded,
): Promise<CommandResult<'filePart'>> {
  nothingLeft(rest);
  assertFilePath(path, await memory.connection.get(workspace.read));
  await keepPart({ path, index, bytes }, workspace, clock());
  return {};
}
