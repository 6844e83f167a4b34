import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeSecret } from '@rocketchat-openclaw/shared';
import type { JsonObject } from '../gateway/config.ts';
import { type Gateway, startGateway } from '../gateway/gateway.ts';
import { type ModelAccess, type Script, startModel } from '../gateway/model.ts';
import {
  findUserByName,
  type InstalledApp,
  type Sandbox,
  startWorkspace,
  type Workspace,
} from '../workspace/workspace.ts';
import { buildHalves } from './build-halves.ts';
import { type EgressWatch, watchEgress } from './watch-egress.ts';
import { type HopWatch, type Question, watchHops } from './watch-hops.ts';
import { fillAgentFolder } from './workspace-files.ts';

export interface PlaygroundOptions {
  /** An existing folder; everything that is written stays in it. */
  readonly folder: string;
  readonly sandbox?: Sandbox;
  /** The scripted model's answers. They are not used when there is a real model. */
  readonly say: Script;
  readonly realModel?: ModelAccess | undefined;
  /** Of the workspace; absent for any free one. */
  readonly port?: number;
  /** Hears of each step, in words for a terminal. */
  readonly progress?: (doing: string) => void;
}

/** Both halves, connected, with the agent's bot in #general and #ops. */
export interface Playground {
  readonly workspace: Workspace;
  readonly gateway: Gateway;
  readonly app: InstalledApp;
  /** The username of the app's own user. */
  readonly bot: string;
  readonly model: ModelAccess;
  readonly hops: HopWatch;
  readonly egress: EgressWatch;
  /** Ends every process and server. May be called again. */
  stop(): Promise<void>;
}

const OWNER = 'alice';
const CONNECT_MS = 30_000;
const POLL_MS = 25;

/** Starts everything, or nothing: what did start is stopped again when a later step fails. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const endings: (() => Promise<unknown> | unknown)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= endAll(endings);
    return stopped;
  };
  try {
    return { ...(await start(options, (end) => endings.push(end))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type LaterEnd = (end: () => Promise<unknown> | unknown) => void;

async function start(options: PlaygroundOptions, atEnd: LaterEnd): Promise<Omit<Playground, 'stop'>> {
  const { folder, sandbox = 'deno', realModel, say, port = 0, progress = () => {} } = options;
  const inside = (name: string) => path.join(folder, name);
  await mkdir(inside('workspace'), { recursive: true });

  progress('building the app and the plugin, starting the workspace …');
  const questions: Question[] = [];
  const script: Script = (received, count) => {
    questions.push({ at: Date.now() });
    return say(received, count);
  };
  const [halves, workspace, model] = await allOrNothing(
    buildHalves(inside('plugin')),
    ended(startWorkspace({ sandbox, folder: inside('workspace'), port }), atEnd),
    realModel ?? ended(startModel({ script }), atEnd),
  );

  progress('starting the gateway, about 10 s …');
  await fillAgentFolder(inside('agent'));
  const secret = writeSecret(randomBytes(32));
  const gateway = await ended(
    startGateway({
      folder: inside('gateway'),
      plugin: { path: halves.pluginFolder },
      model,
      channels: { rocketchat: openToEveryone(workspace.url, secret) },
      config: ownedBy(findUserByName(workspace.store, OWNER)?._id ?? '', inside('agent')),
    }),
    atEnd,
  );

  progress('installing the app …');
  const settings = { gateway_url: gateway.url, account_id: 'default', shared_secret: secret };
  const app = await workspace.installApp(halves.appZip, { settings });
  await connected(workspace);

  const bot = botOf(workspace, app.id);
  const hops = watchHops(workspace, bot, () => questions);
  atEnd(hops.stop);
  const egress = watchEgress(workspace);
  atEnd(egress.stop);
  // The agent hears a private room only as its member; in a public one it is company.
  for (const room of ['#general', '#ops']) await workspace.client('alice').invite(room, bot);
  return { workspace, gateway, app, bot, model, hops, egress };
}

/** For a workspace whose only people are alice, bob and carol: everywhere else the closed defaults are right. */
function openToEveryone(baseUrl: string, sharedSecret: string) {
  return {
    enabled: true,
    baseUrl,
    sharedSecret,
    dmPolicy: 'open',
    allowFrom: ['*'],
    groupPolicy: 'open',
    requireMention: true,
  };
}

/** The gateway's owner may run its commands; whatever the agent wants to run on this machine is asked of people first. */
function ownedBy(userId: string, agentFolder: string): JsonObject {
  return {
    agents: { defaults: { workspace: agentFolder } },
    // One conversation for each person: a question that waits for one of them is not answered by another.
    session: { dmScope: 'per-channel-peer' },
    commands: { ownerAllowFrom: [`rocketchat:${userId}`] },
    approvals: { exec: { enabled: true, mode: 'session' } },
    // Otherwise tools stand behind a search for tools, which a scripted model does not do.
    tools: { toolSearch: false, exec: { host: 'gateway', mode: 'ask' } },
  };
}

/** The app says hello when it is enabled; whether the gateway took it is what this waits for. */
async function connected({ outgoing, logs }: Workspace): Promise<void> {
  const deadline = Date.now() + CONNECT_MS;
  while (!outgoing.some(({ status }) => status === 202)) {
    if (Date.now() > deadline) {
      throw new Error(`the app did not connect with the gateway:\n${logs.slice(-20).join('\n')}`);
    }
    await sleep(POLL_MS);
  }
}

function botOf({ store }: Workspace, appId: string): string {
  const user = [...store.users.values()].find((each) => each.appId === appId);
  if (!user) throw new Error('the app was installed without a user of its own');
  return user.username;
}

/** Notes how to end it as soon as it is there, whatever becomes of what is started beside it. */
async function ended<T extends { stop(): Promise<void> }>(starting: Promise<T>, atEnd: LaterEnd): Promise<T> {
  const started = await starting;
  atEnd(() => started.stop());
  return started;
}

/** `Promise.all` that does not leave before the slowest is there, so that each can be ended. */
async function allOrNothing<T extends readonly unknown[]>(...starting: T): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const results = await Promise.allSettled(starting);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return (await Promise.all(starting)) as { [K in keyof T]: Awaited<T[K]> };
}

/** Last started, first ended; one that cannot be ended does not keep the others alive. */
async function endAll(endings: readonly (() => Promise<unknown> | unknown)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const end of endings.toReversed()) {
    try {
      await end();
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, 'not everything could be ended');
}
