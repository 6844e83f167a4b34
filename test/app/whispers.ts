import type { Workspace } from '../../testbed/workspace/workspace.ts';

/** The whispers that alice, an admin, gets for a command of the app in #general. */
export async function whispersFor(workspace: Workspace, words: string): Promise<string> {
  workspace.store.ephemerals.splice(0);
  await workspace.client('alice').command('#general', `/openclaw ${words}`);
  return workspace.store.ephemerals.map(({ text }) => text).join('\n');
}
