import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  APP_ID,
  commandRoute,
  deriveKey,
  type Envelope,
  type GatewayHello,
  type Key,
  type Route,
  sign,
} from '@rocketchat-openclaw/shared';
import manifest from '../../rc-app/app.json' with { type: 'json' };
import { type Sandbox, startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';

/** The zip as an admin uploads it. */
export function appZip(): Uint8Array {
  return readFileSync(appZipFile());
}

export function appZipFile(): string {
  return path.join(import.meta.dirname, '../../rc-app/dist', `openclaw_${manifest.version}.zip`);
}

/** Where an app takes commands whose document has this id. */
export const commandPath = (documentId: string): string => `/api/apps/private/${APP_ID}/${documentId}/commands`;

/** An address at which no gateway listens. */
export const NOBODY = 'http://127.0.0.1:9';

/** A gateway that answers mentions alone. */
export const NO_ACTIVATION: GatewayHello['activation'] = {
  commandPrefixes: [],
  oncharPrefixes: [],
  mentionAll: false,
  answersEveryMessageIn: [],
};

export interface Installed {
  readonly workspace: Workspace;
  /** Sends the gateway's commands to the app. */
  readonly gateway: ReturnType<typeof commandsOf>;
}

/** A workspace with the app in it. Where no address is given, no gateway listens: commands must not need one. */
export async function startInstalled(sandbox: Sandbox, secret: string, gatewayUrl = NOBODY): Promise<Installed> {
  const workspace = await startWorkspace({ sandbox });
  await workspace.installApp(appZip(), { settings: { gateway_url: gatewayUrl, shared_secret: secret } });
  return { workspace, gateway: commandsOf(workspace, secret) };
}

export interface Signing {
  readonly key?: Key;
  readonly route?: Route;
  readonly now?: number;
  /** Signed instead of the payload that is sent. */
  readonly signed?: string;
}

/** Signs and posts a command as the gateway does; every field of the signature can be made wrong. */
export function commandsOf(workspace: Workspace, secret: string) {
  const url = workspace.url + commandPath(workspace.app(APP_ID).privateHash());

  async function tokenFor(payload: string, { key, route = commandRoute('default'), now = Date.now() }: Signing = {}) {
    const signer = key ?? (await deriveKey(secret, 'command', 'default'));
    return sign(payload, route, signer, { now, nonce: randomBytes(16) });
  }

  async function post(payload: string, token?: string, type = 'application/json'): Promise<Response> {
    const headers = { 'content-type': type, ...(token && { authorization: `Bearer ${token}` }) };
    return fetch(url, { method: 'POST', headers, body: JSON.stringify({ payload } satisfies Envelope) });
  }

  async function command(body: object, signing: Signing = {}): Promise<unknown> {
    const payload = JSON.stringify({ v: 1, key: randomBytes(8).toString('hex'), ...body });
    const answer = await post(payload, await tokenFor(signing.signed ?? payload, signing));
    return answer.json();
  }

  /** Says hello, as a gateway does that has just started. */
  async function greet(change: Partial<GatewayHello> = {}): Promise<unknown> {
    const hello = { pluginVersion: '9.8.7', accountId: 'default', activation: NO_ACTIVATION, now: Date.now() };
    return command({ command: 'hello', gateway: { ...hello, ...change } });
  }

  return { url, tokenFor, post, command, greet };
}
