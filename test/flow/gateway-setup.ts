import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeSecret } from '@rocketchat-openclaw/shared';
import type { TestProject } from 'vitest/node';
import { builtPlugin } from '../../testbed/gateway/built-plugin.ts';
import type { JsonObject } from '../../testbed/gateway/config.ts';
import { freePort } from '../../testbed/gateway/free-port.ts';
import { startGateway } from '../../testbed/gateway/gateway.ts';
import { heapIsTold } from '../../testbed/gateway/heap.ts';
import { repeat, type Script, startModel } from '../../testbed/gateway/model.ts';
import { ADMIN_ID } from '../../testbed/workspace/store/seed.ts';
import { commandPath } from '../app/installed-app.ts';
import { GUARDED, HOSTILE } from '../attack/guarded.ts';
import { ACCESS_GROUPS, POLICIES } from './decisions.ts';
import { everyEventHasOneOutcome } from './one-outcome.ts';
import { openPlays } from './plays.ts';
import { REPLY_ACCOUNT_NAMES, REPLY_ACCOUNTS } from './reply-accounts.ts';
import { openWindow } from './window.ts';

/** One gateway for all flow and attack suites: it has an account for each workspace that they start. */
export interface SharedGateway {
  readonly url: string;
  readonly folder: string;
  readonly bootMs: number;
  readonly pid: number;
  /** `GET <this>/received` and `GET <this>/sessions`: what the tests cannot reach from their own process. */
  readonly windowUrl: string;
  readonly accounts: Record<AccountName, Opened>;
  /** The accounts of `decisions.ts` and `guarded.ts`, by name. */
  readonly policies: Record<string, Opened>;
}

/** The account of a workspace: its secret, and where the gateway expects it. */
export interface Opened {
  readonly secret: string;
  readonly port: number;
}

const OPEN_TO_ALL: JsonObject = { dmPolicy: 'open', groupPolicy: 'open', allowFrom: ['*'] };

/**
 * Alice, in every workspace: the gateway's one owner. Everybody else who writes directly to the account `guarded` is a
 * stranger.
 */
export const OPERATOR = ADMIN_ID;

/** One command for each answer: over a bad network every other one would be one more that is lost and repeated. */
const NO_MORE_THAN_ANSWERS: JsonObject = {
  streaming: { mode: 'off' },
  typing: false,
  ackReaction: '',
  historyLimit: 0,
};

const PEOPLE_ARE_LET_IN: JsonObject = {
  dmPolicy: 'pairing',
  allowFrom: [OPERATOR],
  groupPolicy: 'open',
  commandAllowFrom: [OPERATOR],
  rooms: { ops: { requireMention: false } },
};

/** Of the app in these workspaces: where nothing can be pushed, the operator has to say where the app is. */
export const FETCHED_ID = 'fetchedFetched123';
/** The gateway fetches from a workspace that cannot reach it; `unsteady` stands behind a bad network. */
export const FETCHED = ['pulled', 'unsteady'] as const;

/**
 * Two for a workspace of each sandbox, two for workspaces that are fetched from, one whose workspace never answers, for
 * those who attack, and one for an app of the test's own, where people have to be let in.
 */
export const ACCOUNTS = ['deno', 'node', ...FETCHED, 'attacked', 'guarded', ...REPLY_ACCOUNT_NAMES] as const;
export type AccountName = (typeof ACCOUNTS)[number];

declare module 'vitest' {
  interface ProvidedContext {
    gateway: SharedGateway;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'flow-gateway-'));
  const parts: { stop(): Promise<void> }[] = [];
  const close = async () => {
    for (const part of parts.reverse()) await part.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const plays = openPlays(repeatOrDwell);
    const model = await startModel({ script: plays.script });
    parts.push(model);
    // Tests that take minutes and measure them need no policies.
    const configs: Record<string, JsonObject> = {
      ...REPLY_ACCOUNTS,
      pulled: { ...OPEN_TO_ALL, transport: 'pull', appPath: commandPath(FETCHED_ID) },
      unsteady: { ...OPEN_TO_ALL, transport: 'pull', appPath: commandPath(FETCHED_ID), ...NO_MORE_THAN_ANSWERS },
      guarded: PEOPLE_ARE_LET_IN,
      late: OPEN_TO_ALL,
      rotating: OPEN_TO_ALL,
      ...(project.name !== 'load' && configsOfPolicies()),
    };
    const opened = await Promise.all(ACCOUNTS.map(async (name) => [name, await openAccount()] as const));
    const accounts = Object.fromEntries(opened) as SharedGateway['accounts'];
    const policies: SharedGateway['policies'] = {};
    for (const name of Object.keys(configs).filter((each) => !(each in accounts))) policies[name] = await openAccount();
    const sections = Object.entries({ ...accounts, ...policies }).map(([name, account]) => [
      name,
      sectionOf(account, configs[name]),
    ]);
    const gateway = await startGateway({
      folder,
      model,
      plugin: { path: builtPlugin() },
      ...(project.name === 'attack' && { env: heapIsTold(folder) }),
      channels: { rocketchat: { enabled: true, accounts: Object.fromEntries(sections) } },
      // At level debug each event has a line that says what became of it.
      config: {
        ...(project.name === 'chaos' && IMPATIENT),
        logging: { level: 'debug', consoleLevel: 'info' },
        accessGroups: ACCESS_GROUPS,
        // Otherwise tools stand behind a search for tools, which a scripted model does not do.
        tools: { toolSearch: false },
        // The agent asks for approval where it was asked for the work.
        approvals: { exec: { enabled: true, mode: 'session' } },
        agents: { list: [{ id: 'main', default: true, workspace: path.join(folder, AGENT_WORKSPACE) }, CAREFUL] },
        bindings: [{ agentId: CAREFUL.id, match: { channel: 'rocketchat', accountId: 'buttons' } }],
        // One person, in each of the accounts but that of an attacker, and nobody else. Without an owner, the first person
        // who is approved would become one.
        commands: {
          ownerAllowFrom: ['', ...sections.flatMap(([name]) => (name === HOSTILE ? [] : `${name}/`))].map(
            (at) => `rocketchat:${at}${OPERATOR}`,
          ),
        },
      },
      waitFor: sections.map(([name]) => `/rocketchat/${name}/events`),
    });
    parts.push(gateway);
    const window = await openWindow(model, gateway, plays);
    parts.push(window);
    const { url, bootMs, pid } = gateway;
    project.provide('gateway', { url, folder, bootMs, pid, accounts, policies, windowUrl: window.url });
  } catch (error) {
    await close();
    throw error;
  }
  return () => everyEventHasOneOutcome(folder).finally(close);
}

async function openAccount(): Promise<Opened> {
  return { secret: writeSecret(randomBytes(32)), port: await freePort() };
}

function configsOfPolicies(): Record<string, JsonObject> {
  return { ...Object.fromEntries(POLICIES.map(({ name, config }) => [name, config])), ...GUARDED };
}

/** A time-out for a model that hangs; without it OpenClaw waits for a local model for ever. */
const IMPATIENT: JsonObject = { models: { providers: { local: { timeoutSeconds: 150 } } } };

/** Where the agent keeps its files, within the gateway's folder. */
export const AGENT_WORKSPACE = 'agent-workspace';

/** An agent that runs nothing before somebody has approved it. */
const CAREFUL = { id: 'careful', tools: { exec: { host: 'gateway', mode: 'ask' } } } as const;

/** Open to everyone, unless it has a policy: who may talk to the agent is those suites' question. */
function sectionOf({ secret, port }: Opened, config: JsonObject = OPEN_TO_ALL): JsonObject {
  return { baseUrl: `http://127.0.0.1:${port}`, sharedSecret: secret, ...config };
}

/** For tests that interrupt: an answer to these words takes longer than any test waits. */
export const DWELL = 'take your time and count to a thousand';

const repeatOrDwell: Script = (received, count) =>
  received.text.includes(DWELL)
    ? { text: 'one two three '.repeat(100), pieces: 300, pauseMs: 200 }
    : repeat(received, count);
