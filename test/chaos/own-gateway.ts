import { randomBytes } from 'node:crypto';
import { writeSecret } from '@rocketchat-openclaw/shared';
import { builtPlugin } from '../../testbed/gateway/built-plugin.ts';
import type { JsonObject } from '../../testbed/gateway/config.ts';
import { freePort } from '../../testbed/gateway/free-port.ts';
import { type Gateway, type GatewayOptions, startGateway } from '../../testbed/gateway/gateway.ts';
import { type Model, startModel } from '../../testbed/gateway/model.ts';
import { startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { appZip } from '../app/installed-app.ts';
import { BOT, isPreview, roomsWithBot } from '../flow/connected-workspace.ts';
import { aMessage } from '../gateway-endpoint/event.ts';
import { type FakeApp, startFakeApp } from '../gateway-endpoint/fake-app.ts';

/** A gateway of a suite's own, whose machine is ill-treated: with a real workspace, and with an app that only pushes. */
export interface OwnGateway {
  gateway(): Gateway;
  readonly workspace: Workspace;
  readonly model: Model;
  /** Ids of rooms with the bot. */
  readonly rooms: readonly string[];
  /** Bob says something numbered, of which each answer bears the number. */
  ask(room: number): Promise<void>;
  /** The questions in a room so far, in their order. */
  asked(room: number): number[];
  /** The answers there, in their order, repeated ones included. */
  answered(room: number): number[];
  /** Other posts of the bot in a room. */
  otherwise(room: number): string[];
  /** Signed deliveries of one event each, that starts no turn. */
  push(id: string, by?: FakeApp): Promise<Response>;
  /** The event that it sends. */
  idOf(id: string): string;
  /** A sender with another secret. */
  readonly stranger: FakeApp;
  /** Again, in the same folder. @throws where the gateway ends before it is ready */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const OPEN_TO_ALL: JsonObject = { dmPolicy: 'open', groupPolicy: 'open', allowFrom: ['*'] };

type Machine = Pick<GatewayOptions, 'folder' | 'within' | 'env'> & { readonly clock?: () => number };

export async function startOwnGateway(machine: Machine, roomCount = 2): Promise<OwnGateway> {
  const { clock, ...where } = machine;
  const parts: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const part of parts.reverse()) await part.stop();
  };
  try {
    const model = await startModel({ script: ({ text }) => `answer to ${/question-\d+-end/.exec(text)?.[0] ?? text}` });
    parts.push(model);
    const [rawSecret, secret, otherSecret] = [0, 1, 2].map(() => writeSecret(randomBytes(32))) as [
      string,
      string,
      string,
    ];
    const raw = await startFakeApp({ secret: rawSecret, accountId: 'raw' });
    const stranger = await startFakeApp({ secret: otherSecret, accountId: 'raw' });
    parts.push(raw, stranger);
    const port = await freePort();
    const accounts = {
      raw: { baseUrl: raw.url, sharedSecret: rawSecret, ...OPEN_TO_ALL },
      work: { baseUrl: `http://127.0.0.1:${port}`, sharedSecret: secret, ...OPEN_TO_ALL },
    };
    const options: GatewayOptions = {
      ...where,
      model,
      plugin: { path: builtPlugin() },
      channels: { rocketchat: { enabled: true, accounts } },
      config: { logging: { level: 'debug', consoleLevel: 'info' } },
      waitFor: ['/rocketchat/raw/events', '/rocketchat/work/events'],
    };
    let gateway = await startGateway(options);
    parts.push({ stop: () => gateway.stop() });
    const workspace = await startWorkspace({ sandbox: 'deno', port, ...(clock && { clock }) });
    parts.push(workspace);
    const settings = { gateway_url: gateway.url, account_id: 'work', shared_secret: secret };
    await workspace.installApp(appZip(), { settings });
    const rooms = await roomsWithBot(workspace, roomCount);
    const asked = rooms.map((): number[] => []);
    let count = 0;
    const said = (room: number) =>
      [...workspace.store.messages.values()]
        .filter((each) => each.rid === rooms[room] && each.u.username === BOT && !each.t && !isPreview(each))
        .map(({ msg }) => msg);
    return {
      gateway: () => gateway,
      workspace,
      model,
      rooms,
      stranger,
      async ask(room) {
        const number = ++count;
        asked[room]?.push(number);
        await workspace.client('bob').say(rooms[room] ?? '', `@${BOT} question-${number}-end`);
      },
      asked: (room) => [...(asked[room] ?? [])],
      answered: (room) =>
        said(room).flatMap((msg) => [...msg.matchAll(/question-(\d+)-end/g)].map(([, n]) => Number(n))),
      otherwise: (room) => said(room).filter((msg) => !/question-\d+-end/.test(msg)),
      idOf: (id) => aMessage({ id }).id,
      push: (id, by = raw) => by.push(gateway.url, [aMessage({ id, mentioned: false, text: 'x'.repeat(2_000) })]),
      async start() {
        gateway = await startGateway({ ...options, keepConfig: true, port: gateway.port });
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
