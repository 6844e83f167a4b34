import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { vi } from 'vitest';
import { builtPlugin } from '../../testbed/gateway/built-plugin.ts';
import type { JsonObject } from '../../testbed/gateway/config.ts';
import { freePort } from '../../testbed/gateway/free-port.ts';
import { type Gateway, startGateway } from '../../testbed/gateway/gateway.ts';
import { repeat, type Say, startModel } from '../../testbed/gateway/model.ts';
import type { Received } from '../../testbed/gateway/prompt.ts';
import {
  findUserByName,
  type MessageRecord,
  type Sandbox,
  seededDice,
  startWorkspace,
  type Workspace,
} from '../../testbed/workspace/workspace.ts';
import { appZip } from '../app/installed-app.ts';
import { BOT, postsByBot } from './connected-workspace.ts';
import { openPlays } from './plays.ts';

/** The account `default`, and another one that has the same ids and names for everything. */
export const HERE = 'default';
export const THERE = 'mirror';
export type Side = typeof HERE | typeof THERE;

/** As soon as a gateway has turned it into an answer. */
export const WAIT = { timeout: 60_000, interval: 50 };

/** One workspace of the two, and what the model hears of it. */
export interface Half {
  readonly workspace: Workspace;
  idOf(username: string): string;
  /** Somebody says something there, and what the model was asked because of it, the last time. */
  asks(who: string, room: string, say?: Say[], more?: { threadId?: string; words?: string }): Promise<Received>;
  /** The same with an id that the client chooses. */
  says(who: string, message: { readonly _id: string; readonly rid: string; readonly msg: string }): Promise<void>;
  posts(room?: string): MessageRecord[];
  whispers(): string[];
  /** Values of what can be clicked in the newest post with these words. */
  controls(words: string): Promise<{ readonly post: MessageRecord; readonly values: ReadonlyMap<string, Click> }>;
  click(who: string, post: MessageRecord, click: Click | undefined): Promise<void>;
}

export interface Click {
  readonly actionId: string;
  readonly value: string;
}

export interface TwoWorkspaces {
  readonly gateway: Gateway;
  readonly received: readonly Received[];
  readonly halves: Record<Side, Half>;
  /** Messages there are that much older, by the workspace's clock. */
  readonly agoMs: Record<Side, number>;
  /** Changes what stands beside the channels in openclaw.json, such as `session`. */
  configure(more: JsonObject): Promise<void>;
  stop(): Promise<void>;
}

/** Two real workspaces whose ids are drawn by equal dice, an app in each, and one gateway with one agent. */
export async function startTwoWorkspaces(sandboxes: Record<Side, Sandbox>): Promise<TwoWorkspaces> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'two-workspaces-'));
  const parts: { stop(): Promise<void> }[] = [{ stop: () => rm(folder, { recursive: true, force: true }) }];
  const stop = async () => {
    for (const part of parts.reverse()) await part.stop();
  };
  try {
    const agoMs = { [HERE]: 0, [THERE]: 0 };
    const plays = openPlays(repeat);
    const model = await startModel({ script: plays.script });
    parts.push(model);
    const open = async (side: Side) => {
      const clock = () => Date.now() - agoMs[side];
      const workspace = await startWorkspace({
        sandbox: sandboxes[side],
        port: await freePort(),
        dice: seededDice(6),
        clock,
      });
      parts.push(workspace);
      return { workspace, secret: writeSecret(randomBytes(32)) };
    };
    const opened = { [HERE]: await open(HERE), [THERE]: await open(THERE) };
    const sectionOf = (side: Side): JsonObject => {
      const { workspace, secret } = opened[side];
      const known = ['alice', 'bob'].map((name) => idIn(workspace, name));
      return {
        baseUrl: workspace.url,
        sharedSecret: secret,
        dmPolicy: 'pairing',
        allowFrom: known,
        groupPolicy: 'open',
        historyLimit: 50,
      };
    };
    const channels = {
      rocketchat: {
        enabled: true,
        ...sectionOf(HERE),
        accounts: {
          [THERE]: { ...sectionOf(THERE), execApprovals: { approvers: [idIn(opened[THERE].workspace, 'alice')] } },
        },
      },
    };
    const config: JsonObject = {
      logging: { level: 'debug', consoleLevel: 'info' },
      tools: { toolSearch: false, exec: { host: 'gateway', mode: 'ask' } },
      approvals: { exec: { enabled: true, mode: 'session' } },
    };
    const gateway = await startGateway({
      folder,
      model,
      plugin: { path: builtPlugin() },
      channels,
      config,
      waitFor: [`/rocketchat/${HERE}/events`, `/rocketchat/${THERE}/events`],
    });
    parts.push(gateway);
    const connect = async (side: Side): Promise<Half> => {
      const { workspace, secret } = opened[side];
      const settings = { gateway_url: gateway.url, account_id: side, shared_secret: secret };
      await workspace.installApp(appZip(), { settings });
      return halfOf(workspace, plays.learn, model.requests);
    };
    return {
      gateway,
      received: model.requests,
      halves: { [HERE]: await connect(HERE), [THERE]: await connect(THERE) },
      agoMs,
      configure: (more) => gateway.configure(channels, { ...config, ...more }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const idIn = ({ store }: Workspace, username: string): string => findUserByName(store, username)?._id ?? '';

type Learn = ReturnType<typeof openPlays>['learn'];

function halfOf(workspace: Workspace, learn: Learn, requests: readonly Received[]): Half {
  const { store } = workspace;
  const posts = (room?: string) => postsByBot(workspace).filter(({ rid }) => !room || rid === room);
  return {
    workspace,
    posts,
    idOf: (username) => idIn(workspace, username),
    whispers: () => store.ephemerals.map(({ text }) => text),
    async asks(who, room, says = [], { threadId, words = '' } = {}) {
      const name = randomUUID();
      if (says.length > 0) learn({ name, says });
      const text = `${room.startsWith('@') ? '' : `@${BOT} `}${words} ${says.length > 0 ? `play:${name}` : name}`;
      await workspace.client(who).say(room, text, threadId ? { threadId } : {});
      return vi.waitFor(() => {
        const asked = requests.filter((each) => each.text.includes(name));
        const last = asked.at(-1);
        if (!last || asked.length < Math.max(1, says.length)) throw new Error(`asked ${asked.length} times so far`);
        return last;
      }, WAIT);
    },
    async says(who, message) {
      await workspace.client(who).call('POST', 'chat.sendMessage', { message });
    },
    async controls(words) {
      return vi.waitFor(() => {
        const post = posts().findLast(({ msg, blocks = [] }) => msg.includes(words) && blocks.length > 0);
        if (!post) throw new Error(`nothing to click says ${words}: ${JSON.stringify(posts().slice(-3))}`);
        return { post: structuredClone(post), values: new Map(clicksIn(post)) };
      }, WAIT);
    },
    async click(who, post, click) {
      if (!click) throw new Error('there is nothing to click');
      await workspace.client(who).click(APP_ID, post._id, click.actionId, click.value);
    },
  };
}

interface Shown {
  readonly actionId?: string;
  readonly text?: { readonly text: string };
  readonly value?: string;
}

function clicksIn({ blocks = [] }: MessageRecord): [string, Click][] {
  return (blocks as { elements?: Shown[] }[])
    .flatMap(({ elements = [] }) => elements)
    .flatMap(({ actionId, text, value }) => (actionId && text && value ? [[text.text, { actionId, value }]] : []));
}
