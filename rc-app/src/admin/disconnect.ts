import { NOT_CONNECTED_YET } from '../hints/hint-of.ts';
import { forgetConnection } from '../settings/kept-connection.ts';
import { takeOver } from '../settings/take-secrets.ts';
import type { Words } from '../texts/words.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';

/** `/openclaw disconnect`: the secrets are forgotten. Other servers of the cluster know within a minute. */
export async function disconnect(
  app: Commanded,
  { read, persistence }: Workspace,
  { DISCONNECTED }: Words,
): Promise<string> {
  // A secret that is still in the settings would connect the app again.
  await takeOver(app.getAccessors().environmentWriter.getSettings(), { read, persistence });
  await forgetConnection(persistence);
  await app.hinted.forget(NOT_CONNECTED_YET, persistence);
  app.memory.connection.forget();
  app.memory.gatewayHello.forget();
  return DISCONNECTED;
}
