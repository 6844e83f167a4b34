import type { Commanded, Workspace } from '../commands/workspace.ts';
import { forgetConnection } from '../memory/kept-connection.ts';
import { takeOver } from './take-secrets.ts';

/** `/openclaw disconnect`: the secrets are forgotten. Other servers of the cluster know within a minute. */
export async function disconnect(app: Commanded, { read, persistence }: Workspace): Promise<string> {
  // What still stands in the settings would connect the app again.
  await takeOver(app.getAccessors().environmentWriter.getSettings(), { read, persistence });
  await forgetConnection(persistence);
  app.memory.connection.forget();
  app.memory.gatewayHello.forget();
  return [
    'Disconnected: the secret is forgotten here, and nothing that OpenClaw signs is accepted any more.',
    'To connect again, paste a connection code into the settings of the app.',
  ].join(' ');
}
