import { deriveKeyRing } from '@rocketchat-openclaw/shared';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { waitUntilAbort } from 'openclaw/plugin-sdk/channel-outbound';
import { type Account, linkOf } from '../config/account.ts';
import { openPresent } from '../config/present.ts';
import { cleanLog } from '../host/clean-log.ts';
import { getRuntime } from '../host/runtime.ts';
import { takeRequests } from '../interactions/take-requests.ts';
import { machine } from '../machine.ts';
import { storeFolder } from '../store/folder.ts';
import { keepTidy } from '../store/tidy-folder.ts';
import type { AccountScope, KeptStore } from './account-scope.ts';
import { openAccountStack } from './account-stack.ts';
import { openAccountDoor } from './door.ts';
import { openEntrances, untilWritable } from './entrances.ts';
import { holdInterrupted, openAccountInbox } from './inbox.ts';
import { keepStore } from './keep-store.ts';
import { register } from './running.ts';
import { openServices } from './services.ts';
import { openWorkspaceAccess } from './workspace-access.ts';

type StartAccount = NonNullable<NonNullable<ChannelPlugin<Account>['gateway']>['startAccount']>;

/** @param begin is `openAccountStack`, except in tests */
export function startWith(begin: typeof openAccountStack): StartAccount {
  return async (context) => {
    const { accountId, setStatus } = context;
    await live(context, begin);
    setStatus({ accountId, running: false, connected: false, lifecycle: 'stopped' });
  };
}

/** Runs one account until it is stopped. */
export const startAccount: StartAccount = startWith(openAccountStack);

/** Every part is on `stack`: they are closed from the last to the first, also if the start fails half-way. */
async function live(context: Parameters<StartAccount>[0], begin: typeof openAccountStack): Promise<void> {
  const { account, cfg, abortSignal, setStatus, channelRuntime } = context;
  const log = cleanLog(context.log);
  const keys = await deriveKeyRing(linkOf(account).secrets, 'event', account.accountId);
  await using stack = begin({ signal: abortSignal, pause: machine.pause, log });
  const folder = storeFolder(getRuntime().state.resolveStateDir(process.env));
  if (!(await untilWritable({ account, folder, stack, log, cfg, setStatus }))) return;

  stack.open(
    'the care of the folder',
    () => keepTidy(folder, machine.every),
    (end) => end(),
  );
  const scope = { ...scopeOf(account, stack, log), folder, ...keepStore({ account, folder, stack, log }) };
  const access = openWorkspaceAccess(scope);
  stack.open(
    'the entry among the running accounts',
    () => register(account.accountId, access.self),
    (takeOut) => takeOut(),
  );
  const { services, greetAgain, start: startServices } = openServices(scope, access);
  const inbox = openAccountInbox(scope, access, services);
  const door = openAccountDoor(scope, access, inbox, keys, greetAgain);
  const entrances = stack.open(
    'the entrances',
    () => openEntrances({ account, cfg, door, client: access.client, log }),
    (each) => each.close(),
  );
  access.self.fetching = entrances.fetching;

  holdInterrupted(scope, access, services, inbox);
  inbox.start();
  startServices();
  access.interactions
    .endRequestsBefore(machine.startedAt)
    .catch((error: unknown) => log.warn(`old requests for approval keep their buttons: ${String(error)}`));
  takeRequests(account.accountId, channelRuntime, stack.signal);
  entrances.open();
  setStatus(ready(account));
  const fetched = entrances.fetching ? 'fetched, and ' : '';
  const path = `${account.webhookPath}/events`;
  log.info(`events for account ${account.accountId} are ${fetched}taken at ${path} with key ${keys.current.kid}`);
  await waitUntilAbort(abortSignal);
}

function scopeOf(
  account: Account,
  stack: AccountScope['stack'],
  log: AccountScope['log'],
): Omit<AccountScope, 'folder' | keyof KeptStore> {
  const runtime = getRuntime();
  return { account, runtime, stack, log, presentNow: openPresent(runtime.config.current, account.accountId) };
}

const ready = ({ accountId, webhookPath }: Account) =>
  ({ accountId, running: true, connected: true, lifecycle: 'ready', webhookPath }) as const;
