import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { onTestFinished } from 'vitest';
import manifest from '../../../rc-app/app.json' with { type: 'json' };
import { startWorkspace, type Workspace } from '../../../testbed/workspace/workspace.ts';
import { type Pass, standBetween } from '../../flow/stand-between.ts';
import { appZip, commandPath } from '../installed-app.ts';
import { TEST_KEY } from './certificates.ts';
import { type GatewayHere, startGatewayHere } from './gateway-here.ts';

export const BOT = 'openclaw.bot';
/** Of both sides, where they are right. */
export const SECRET = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 29 + i * 3));
export const OTHER_SECRET = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 31 + i * 5));

/** A workspace with the app, and a gateway's account, of which a row of the table makes something else. */
export interface Stage {
  readonly workspace: Workspace;
  readonly gateway: GatewayHere;
  /** Where the server takes commands for the app as it is installed now. */
  appPath(): string;
  /** As an admin saves them. */
  settings(values: Record<string, unknown>): Promise<void>;
  /** As an operator configures the account, over what is right. */
  account(section?: object, accountId?: string): Promise<void>;
  /** The workspace that the row is about, until both sides are right again. */
  lookAt(another: Workspace): void;
  uninstall(): Promise<void>;
  /** As an admin removes the app, and uploads it anew without one of its permissions. */
  reinstall(without?: string): Promise<void>;
  /** Both sides are right again. */
  mend(): Promise<void>;
}

export async function openStage(): Promise<Stage & { looksAt(): Workspace; close(): Promise<void> }> {
  const gateway = await startGatewayHere();
  const workspace = await startWorkspace({ sandbox: 'node' });
  const right = { connection_code: '', gateway_url: gateway.url, account_id: 'default', shared_secret: SECRET };
  await workspace.installApp(appZip(), { settings: right });
  let isWhole = true;
  let about = workspace;
  const appPath = () => commandPath(workspace.app(APP_ID).privateHash());
  const isInstalled = () => workspace.app(APP_ID).status() !== 'unknown';
  async function uninstall(): Promise<void> {
    isWhole = false;
    await workspace.app(APP_ID).uninstall();
  }
  const settings = (values: Record<string, unknown>) => workspace.app(APP_ID).setSettings(values);
  const account = (section: object = {}, accountId = 'default') =>
    gateway.run(
      { baseUrl: workspace.url, sharedSecret: SECRET, ...(isInstalled() && { appPath: appPath() }), ...section },
      accountId,
    );
  return {
    workspace,
    gateway,
    appPath,
    settings,
    account,
    looksAt: () => about,
    lookAt(another) {
      about = another;
    },
    uninstall,
    async reinstall(without) {
      await uninstall();
      await upload(
        workspace,
        manifest.permissions.filter(({ name }) => name !== without),
      );
    },
    async mend() {
      about = workspace;
      if (!isWhole) {
        if (isInstalled()) await workspace.app(APP_ID).uninstall();
        await workspace.installApp(appZip(), { settings: right });
        isWhole = true;
      }
      await account();
      await settings(right);
    },
    async close() {
      await workspace.stop();
      await gateway.stop();
    },
  };
}

/** Over REST, as the dialog of the server does it. */
async function upload({ url, client }: Workspace, permissions: readonly { name: string }[]): Promise<void> {
  const { userId, authToken } = await client('alice').login();
  const body = new FormData();
  body.set('app', new Blob([Buffer.from(appZip())]), 'app.zip');
  body.set('permissions', JSON.stringify(permissions));
  const headers = { 'x-auth-token': authToken, 'x-user-id': userId };
  const answer = await fetch(`${url}/api/apps`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Something that stands before a server until the end of the test. */
export async function before(to: string, pass: Pass): Promise<string> {
  const { url, stop } = await standBetween(0, to, pass);
  onTestFinished(stop);
  return url;
}

/** A server with this certificate, until the end of the test. Nobody gets as far as a request. */
export async function withCertificate(cert: string): Promise<string> {
  const server = createTlsServer({ cert, key: TEST_KEY }, (_, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
