import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { APP_ID } from '@rocketchat-openclaw/shared';
import { inject, vi } from 'vitest';
import { WELCOME } from '../../rc-app/src/texts/en/admins.ts';
import { type MessageRecord, type Sandbox, startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { appZip } from '../app/installed-app.ts';

import { type AccountName, FETCHED, FETCHED_ID } from './gateway-setup.ts';

export const BOT = 'openclaw.bot';

/** One that pushes and one that is fetched from, in a sandbox each: what is promised is the same. Most other suites push from Deno. */
export const PEERS: readonly { sandbox: Sandbox; account: AccountName; how: 'pushed' | 'fetched' }[] = [
  { sandbox: 'node', account: 'node', how: 'pushed' },
  { sandbox: 'deno', account: 'pulled', how: 'fetched' },
];

/**
 * A workspace whose app is connected with the shared gateway.
 *
 * @param port where it listens itself, if something stands between it and where the gateway expects it
 */
export async function connectWorkspace(
  sandbox: Sandbox,
  accountId: AccountName = sandbox,
  port = inject('gateway').accounts[accountId].port,
): Promise<Workspace> {
  const { url, accounts } = inject('gateway');
  const isFetched = FETCHED.some((name) => name === accountId);
  const workspace = await startWorkspace({ sandbox, port, ...(isFetched && { appDocumentId: FETCHED_ID }) });
  const secrets = { account_id: accountId, shared_secret: accounts[accountId].secret };
  await workspace.installApp(appZip(), { settings: { gateway_url: isFetched ? '' : url, ...secrets } });
  if (isFetched) await isFetchedFrom(workspace, accountId);
  return workspace;
}

/**
 * A gateway that has found nobody for a while comes again within ten seconds, and its call would wait for twenty more if
 * there were nothing to say: a setting that is saved makes the app say hello.
 */
async function isFetchedFrom({ app, logs }: Workspace, account_id: AccountName): Promise<void> {
  const { expect } = await import('vitest');
  const says = async () => {
    await app(APP_ID).setSettings({ account_id });
    expect(logs.join('\n')).toContain('Connected to OpenClaw, which fetches from here');
  };
  await vi.waitFor(says, { timeout: 90_000, interval: 250 });
}

/** Private rooms of Bob's with the bot in them; their ids. */
export async function roomsWithBot(workspace: Workspace, count: number): Promise<string[]> {
  const bob = workspace.client('bob');
  const rooms: string[] = [];
  for (let n = 0; n < count; n++) {
    const { _id } = await bob.createRoom(`room-${n}`, { isPrivate: true });
    await bob.invite(_id, BOT);
    rooms.push(_id);
  }
  return rooms;
}

/** The bot's answers, in order: posts that nobody has edited. */
export const saidByBot = (workspace: Workspace): MessageRecord[] =>
  postsByBot(workspace).filter(({ editedAt }) => !editedAt);

/**
 * The bot's posts, in order: neither previews, which come and go beside their answers, nor messages of the system, nor
 * what it writes to the admin who has installed it.
 */
export const postsByBot = ({ store }: Workspace): MessageRecord[] =>
  [...store.messages.values()].filter(
    (message) => message.u.username === BOT && !message.t && !isPreview(message) && !isWelcome(message),
  );

const INSTALLED = WELCOME.installed(BOT, '').split('.', 1)[0] ?? '';
const CONNECTED = WELCOME.connected('', '').split(',', 1)[0] ?? '';

/** To the admin who has installed the app: that it is there, and that it is connected. */
export const isWelcome = ({ msg }: Pick<MessageRecord, 'msg'>): boolean =>
  msg.startsWith(INSTALLED) || msg.startsWith(CONNECTED);

/** A preview is born edited, with an edit that is older than the message. */
export const isPreview = ({ ts, editedAt }: MessageRecord): boolean => editedAt !== undefined && editedAt < ts;

/** Waits for the bot's answer after `message` in its room, or in the thread of `threadId`; not for a preview of it. */
export async function answerTo(
  workspace: Workspace,
  message: MessageRecord,
  threadId?: string,
): Promise<MessageRecord> {
  return vi.waitFor(
    () => {
      const found = saidByBot(workspace).find(
        ({ rid, tmid, ts }) => rid === message.rid && tmid === threadId && ts >= message.ts,
      );
      if (!found) throw new Error(`no answer to ${JSON.stringify(message.msg)} yet`);
      return found;
    },
    { timeout: 30_000, interval: 20 },
  );
}

/** Everything that the gateway has written: logs, sessions and databases. */
export function writtenByGateway(): { file: string; text: string }[] {
  const { folder } = inject('gateway');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() && /\.log$/.test(file))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}
