import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { builtPlugin } from '../../../testbed/gateway/built-plugin.ts';
import type { JsonObject } from '../../../testbed/gateway/config.ts';
import { freePort } from '../../../testbed/gateway/free-port.ts';
import { type Gateway, startGateway } from '../../../testbed/gateway/gateway.ts';
import { type Model, type Script, startModel } from '../../../testbed/gateway/model.ts';
import { startWorkspaceProcess, type WorkspaceProcess } from '../../../testbed/workspace/process/start.ts';
import { openJournal } from '../../../testbed/workspace/store/journal.ts';
import { createStore, type Store } from '../../../testbed/workspace/store/store.ts';
import { appZipFile } from '../../app/installed-app.ts';
import { ageBoots } from './age-boots.ts';
import { cutPower, KEEPS_SYNCED } from './cut-power.ts';

export type Mortal = 'sandbox' | 'workspace' | 'gateway';

/** A workspace and a gateway that are killed again and again, and go on with what they have written down. */
export interface MortalHalves {
  readonly folder: string;
  readonly url: string;
  readonly model: Model;
  /** The workspace's database; `refresh` returns how many changes it has had in all. */
  readonly store: Store;
  refresh(): number;
  /** kill -9 before the `calls`th call of the app to its server from now, or so many milliseconds after it began. */
  killSandbox(when: { calls: number; ms: number }): Promise<void>;
  killWorkspace(when: { calls: number; ms: number }): Promise<void>;
  killGateway(): Promise<void>;
  /** Starts what was killed, and waits until it is there. */
  revive(which: Mortal): Promise<void>;
  stop(): Promise<void>;
}

export const ACCOUNT = 'mortal';
const RESTART_MS = 90_000;

/**
 * @param config of the gateway, beside its own
 * @param losesPower a gateway that is killed loses all that was not on disk
 */
export async function startMortalHalves(
  script: Script,
  config: JsonObject = {},
  losesPower = false,
): Promise<MortalHalves> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mortal-'));
  const [database, engine, ofGateway] = ['database', 'engine', 'gateway'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  await Promise.all([database, engine, ofGateway].map((each) => mkdir(each)));
  const secret = writeSecret(randomBytes(32));
  const [port, gatewayPort] = [await freePort(), await freePort()];
  const model = await startModel({ script });

  const bootGateway = () =>
    startGateway({
      folder: ofGateway,
      port: gatewayPort,
      model,
      plugin: { path: builtPlugin() },
      channels: {
        rocketchat: {
          enabled: true,
          accounts: {
            [ACCOUNT]: {
              baseUrl: `http://127.0.0.1:${port}`,
              sharedSecret: secret,
              dmPolicy: 'open',
              groupPolicy: 'open',
              allowFrom: ['*'],
            },
          },
        },
      },
      ...(losesPower && { env: KEEPS_SYNCED }),
      config: { logging: { level: 'debug', consoleLevel: 'info' }, ...config },
      waitFor: [`/rocketchat/${ACCOUNT}/events`],
    });
  const bootWorkspace = () =>
    startWorkspaceProcess({
      sandbox: 'deno',
      port,
      database,
      folder: engine,
      app: {
        id: APP_ID,
        zip: appZipFile(),
        // Whether there is a gateway or not.
        saysAtStart: 'onnected to OpenClaw',
        settings: {
          gateway_url: `http://127.0.0.1:${gatewayPort}`,
          account_id: ACCOUNT,
          shared_secret: secret,
        },
      },
    });

  let gateway: Gateway | undefined;
  let workspace: WorkspaceProcess | undefined;
  const stop = async () => {
    await Promise.all([gateway?.kill(), workspace?.kill()]);
    await model.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    gateway = await bootGateway();
    workspace = await bootWorkspace();
  } catch (error) {
    await stop();
    throw error;
  }

  const url = `http://127.0.0.1:${port}`;
  const journal = openJournal(database);
  const strike = (whom: string, { calls, ms }: { calls: number; ms: number }) =>
    fetch(`${url}/strike/${whom}?calls=${calls}&ms=${ms}`, { method: 'POST' });
  const isAlive = async () => ((await (await fetch(`${url}/alive`)).json()) as { isAlive: boolean }).isAlive;
  const appIsAlive = async () => {
    const deadline = performance.now() + RESTART_MS;
    while (!(await isAlive().catch(() => false))) {
      if (performance.now() > deadline) throw new Error(`the app did not start again within ${RESTART_MS} ms`);
      await sleep(50);
    }
  };

  return {
    folder,
    url,
    model,
    store: createStore(journal),
    refresh: journal.refresh,
    async killSandbox(when) {
      await strike('sandbox', when);
    },
    async killWorkspace(when) {
      // The answer never comes.
      await strike('server', when).catch(() => undefined);
      await workspace?.ended;
    },
    async killGateway() {
      await gateway?.kill();
      if (losesPower && cutPower(ofGateway) === 0) throw new Error('nothing was on disk: was the plugin watched?');
      ageBoots(ofGateway);
    },
    async revive(which) {
      if (which === 'gateway') gateway = await bootGateway();
      if (which === 'workspace') workspace = await bootWorkspace();
      if (which === 'sandbox') await appIsAlive();
    },
    stop,
  };
}
