import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeSecret } from '@rocketchat-openclaw/shared';
import { builtPlugin } from '../../testbed/gateway/built-plugin.ts';
import type { JsonObject } from '../../testbed/gateway/config.ts';
import { type Gateway, startGateway } from '../../testbed/gateway/gateway.ts';
import { type Model, startModel } from '../../testbed/gateway/model.ts';
import { ADMIN_ID } from '../../testbed/workspace/store/seed.ts';
import { startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { appZip } from '../app/installed-app.ts';
import { BOT, saidByBot } from '../flow/connected-workspace.ts';
import { now } from './clock.ts';
import { startRegistry } from './mattermost/registry.ts';
import { type Mattermost, startMattermost } from './mattermost/server.ts';
import { type Watch, watchMattermost, watchRocketChat } from './signs.ts';
import { until } from './until.ts';

export type Person = 'alice' | 'bob' | 'carol';

export interface Place {
  readonly roomId: string;
  readonly isDirect: boolean;
  /** Of a thread. */
  readonly rootId?: string;
}

/** A chat server with OpenClaw's agent in it. */
export interface Side {
  readonly name: 'Rocket.Chat' | 'Mattermost';
  openRoom(): Promise<Place>;
  directWith(person: Person): Promise<Place>;
  /** Says it to the agent: with a mention, where one is needed. Returns the id of the message. */
  say(person: Person, place: Place, words: string): Promise<string>;
  /** What the agent has said in a room and its threads, oldest first. */
  saidIn(place: Place): string[];
  readonly watch: Watch;
}

export interface SideBySide {
  readonly model: Model;
  readonly workspace: Workspace;
  readonly gateway: Gateway;
  readonly sides: readonly [Side, Side];
  stop(): Promise<void>;
}

const MATTERMOST = '@openclaw/mattermost';
const OPEN_TO_ALL: JsonObject = { dmPolicy: 'open', groupPolicy: 'open', allowFrom: ['*'] };
const CONNECT = { timeoutMs: 20_000, everyMs: 50 };

/** Rocket.Chat with our app and a Mattermost server, at one gateway with one model. */
export async function startSideBySide(): Promise<SideBySide> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'side-by-side-'));
  const parts: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const part of parts.reverse()) await part.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const [token, secret] = [randomBytes(16).toString('hex'), writeSecret(randomBytes(32))];
    const model = await startModel();
    parts.push(model);
    const workspace = await startWorkspace({ sandbox: 'node', clock: now });
    parts.push(workspace);
    const mattermost = await startMattermost(token, Date.now);
    parts.push(mattermost);
    const registry = await startRegistry(MATTERMOST, folder);
    parts.push(registry);
    const people = new Map((['alice', 'bob', 'carol'] as const).map((name) => [name, mattermost.addUser(name)]));
    const state = path.join(folder, 'gateway');
    await mkdir(state);
    const gateway = await startGateway({
      folder: state,
      model,
      plugin: { path: builtPlugin() },
      others: [MATTERMOST],
      env: { npm_config_registry: registry.url },
      channels: {
        rocketchat: { enabled: true, baseUrl: workspace.url, sharedSecret: secret, ...OPEN_TO_ALL },
        mattermost: {
          enabled: true,
          baseUrl: mattermost.url,
          botToken: token,
          network: { dangerouslyAllowPrivateNetwork: true },
          ...OPEN_TO_ALL,
        },
      },
      config: {
        // Each person has a session of their own in both.
        session: { dmScope: 'per-account-channel-peer' },
        // For a bot that asks the agent by itself.
        gateway: { http: { endpoints: { chatCompletions: { enabled: true } } } },
        tools: { toolSearch: false, exec: { host: 'gateway', security: 'full', ask: 'off' } },
        commands: { ownerAllowFrom: [`rocketchat:${ADMIN_ID}`, `mattermost:${people.get('alice')?.id}`] },
      },
    });
    parts.push(gateway);
    await workspace.installApp(appZip(), { settings: { gateway_url: gateway.url, shared_secret: secret } });
    await until(() => {
      if (mattermost.isConnected()) return;
      const about = gateway
        .logs()
        .split('\n')
        .filter((line) => /mattermost/i.test(line));
      const calls = mattermost.calls.map(({ method, path: called, status }) => `${method} ${called}: ${status}`);
      throw new Error(`Mattermost's plugin has not connected:\n${[...calls, ...about].join('\n')}`);
    }, CONNECT);
    return { model, workspace, gateway, sides: [ours(workspace), theirs(mattermost, people)], stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function ours(workspace: Workspace): Side {
  let rooms = 0;
  return {
    name: 'Rocket.Chat',
    async openRoom() {
      const bob = workspace.client('bob');
      const { _id: roomId } = await bob.createRoom(`side-${rooms++}`, { isPrivate: true });
      for (const name of [BOT, 'alice', 'carol']) await bob.invite(roomId, name);
      return { roomId, isDirect: false };
    },
    async directWith(person) {
      return { roomId: (await workspace.client(person).directRoomWith(BOT))._id, isDirect: true };
    },
    async say(person, { roomId, isDirect, rootId }, words) {
      const text = isDirect ? words : `@${BOT} ${words}`;
      return (await workspace.client(person).say(roomId, text, { ...(rootId && { threadId: rootId }) }))._id;
    },
    saidIn: ({ roomId }) => saidByBot(workspace).flatMap(({ rid, msg }) => (rid === roomId ? [msg] : [])),
    watch: watchRocketChat(workspace),
  };
}

function theirs(mattermost: Mattermost, people: ReadonlyMap<Person, ReturnType<Mattermost['addUser']>>): Side {
  let rooms = 0;
  const { bot } = mattermost;
  const personOf = (name: Person) => people.get(name) ?? mattermost.addUser(name);
  return {
    name: 'Mattermost',
    openRoom: async () => ({ roomId: mattermost.addChannel(`side${rooms++}`).id, isDirect: false }),
    directWith: async (person) => ({ roomId: mattermost.directWith(personOf(person)).id, isDirect: true }),
    async say(person, { roomId, isDirect, rootId }, words) {
      const text = isDirect ? words : `@${bot.username} ${words}`;
      return (await mattermost.say(personOf(person), roomId, text, rootId)).id;
    },
    saidIn: ({ roomId }) =>
      [...mattermost.posts.values()].flatMap((post) =>
        post.user_id === bot.id && post.channel_id === roomId && post.delete_at === 0 ? [post.message] : [],
      ),
    watch: watchMattermost(mattermost),
  };
}
