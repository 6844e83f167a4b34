import { type AppHello, type CommandOf, type GatewayHello, nothingLeft } from '@rocketchat-openclaw/shared';
import { outboxAccessors } from '../push/outbox-accessors.ts';
import { introduce } from '../workspace/introduce.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';

/** The gateway introduces itself and learns who we are. */
export async function hello(
  { v: _v, key: _key, command: _command, gateway, ...rest }: CommandOf<'hello'>,
  workspace: Workspace,
  app: Commanded,
): Promise<AppHello> {
  nothingLeft(rest);
  const { read, persistence } = workspace;
  const before = await app.memory.gatewayHello.get(read);
  app.memory.gatewayHello.note(withFeatures(gateway, before), await app.memory.connection.get(read));
  await app.memory.gatewayHello.save(persistence);
  app.getLogger().info(`OpenClaw gateway ${gateway.pluginVersion} is connected as account ${gateway.accountId}`);
  // A gateway that says hello has just started, and takes what has waited for it.
  app.outbox.wake(outboxAccessors({ app, ...workspace }));
  return introduce(read, app);
}

/**
 * A gateway that did not know us yet when it wrote its hello names no features: what the same version has named before
 * still holds.
 */
function withFeatures(gateway: GatewayHello, before: GatewayHello | undefined): GatewayHello {
  if (gateway.features || before?.pluginVersion !== gateway.pluginVersion || !before.features) return gateway;
  return { ...gateway, features: before.features };
}
