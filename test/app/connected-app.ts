import type { GatewayHello } from '@rocketchat-openclaw/shared';
import { type Sandbox, startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in.ts';
import { appZip, commandsOf } from './installed-app.ts';

/** A workspace with the app in it, and a gateway's stand-in beside it. */
export interface ConnectedApp {
  readonly workspace: Workspace;
  readonly gateway: GatewayStandIn;
  /** Sends the gateway's commands to the app. */
  readonly commands: ReturnType<typeof commandsOf>;
  stop(): Promise<void>;
}

/** @param activation see `startGatewayStandIn` */
export async function startConnected(
  sandbox: Sandbox,
  secret: string,
  activation?: GatewayHello['activation'],
): Promise<ConnectedApp> {
  const gateway = await startGatewayStandIn(secret, activation);
  return startBeside(gateway, sandbox, secret, { gateway_url: gateway.url, shared_secret: secret });
}

/** No admin has pasted a code yet: the app knows neither the address of the gateway nor the secret. */
export async function startUnconnected(sandbox: Sandbox, secret: string): Promise<ConnectedApp> {
  return startBeside(await startGatewayStandIn(secret), sandbox, secret, {});
}

async function startBeside(gateway: GatewayStandIn, sandbox: Sandbox, secret: string, settings: object) {
  const workspace = await startWorkspace({ sandbox });
  await workspace.installApp(appZip(), { settings: { ...settings } });
  const stop = async () => {
    await workspace.stop();
    await gateway.stop();
  };
  return { workspace, gateway, commands: commandsOf(workspace, secret), stop };
}
