import type { Commanded, Workspace } from '../commands/workspace.ts';
import { NOT_CONNECTED_YET } from '../hints/hint-of.ts';
import { forgetConnection } from '../memory/kept-connection.ts';
import { DISCONNECTED } from '../texts/admins.ts';
import { takeOver } from './take-secrets.ts';

/** `/openclaw disconnect`: the secrets are forgotten. Other servers of the cluster know within a minute. */
export async function disconnect(app: Commanded, { read, persistence }: Workspace): Promise<string> {
  // What still stands in the settings would connect the app again.
  await takeOver(app.getAccessors().environmentWriter.getSettings(), { read, persistence });
  await forgetConnection(persistence);
  await app.hinted.forget(NOT_CONNECTED_YET, persistence);
  app.memory.connection.forget();
  app.memory.gatewayHello.forget();
  return DISCONNECTED;
}
