import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeSecret } from '@rocketchat-openclaw/shared';
import type { TestProject } from 'vitest/node';
import type { JsonObject } from '../gateway/config.ts';
import { freePort } from '../gateway/free-port.ts';
import { startGateway } from '../gateway/gateway.ts';
import { startModel } from '../gateway/model.ts';
import { openWindow } from './window.ts';

/** One gateway for all flow and attack suites: it has an account for each workspace that they start. */
export interface SharedGateway {
  readonly url: string;
  readonly folder: string;
  readonly bootMs: number;
  readonly pid: number;
  /** `GET <this>/received` and `GET <this>/sessions`: what the tests cannot reach from their own process. */
  readonly windowUrl: string;
  readonly accounts: Record<AccountName, { readonly secret: string; readonly port: number }>;
}

/** Two for a workspace of each sandbox, and one whose workspace never answers, for those who attack. */
export const ACCOUNTS = ['deno', 'node', 'attacked'] as const;
export type AccountName = (typeof ACCOUNTS)[number];

declare module 'vitest' {
  interface ProvidedContext {
    gateway: SharedGateway;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'flow-gateway-'));
  const parts: { stop(): Promise<void> }[] = [];
  const teardown = async () => {
    for (const part of parts.reverse()) await part.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const model = await startModel();
    parts.push(model);
    const accounts = await openAccounts();
    const gateway = await startGateway({
      folder,
      model,
      plugin: { path: path.join(import.meta.dirname, '../../gateway-endpoint') },
      channels: { rocketchat: { enabled: true, accounts: Object.fromEntries(configsOf(accounts)) } },
      waitFor: ACCOUNTS.map((name) => `/rocketchat/${name}/events`),
    });
    parts.push(gateway);
    const window = await openWindow(model, gateway);
    parts.push(window);
    const { url, bootMs, pid } = gateway;
    project.provide('gateway', { url, folder, bootMs, pid, accounts, windowUrl: window.url });
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

async function openAccounts(): Promise<SharedGateway['accounts']> {
  const open = async () => ({ secret: writeSecret(randomBytes(32)), port: await freePort() });
  return { deno: await open(), node: await open(), attacked: await open() };
}

/** Open to everyone: who may talk to the agent is another suite's question. */
function configsOf(accounts: SharedGateway['accounts']): [string, JsonObject][] {
  return Object.entries(accounts).map(([name, { secret, port }]) => {
    const config = { baseUrl: `http://127.0.0.1:${port}`, sharedSecret: secret, dmPolicy: 'open', groupPolicy: 'open' };
    return [name, { ...config, allowFrom: ['*'] }];
  });
}
