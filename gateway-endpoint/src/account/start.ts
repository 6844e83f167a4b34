import { deriveKeyRing } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { waitUntilAbort } from 'openclaw/plugin-sdk/channel-outbound';
import { type Account, linkOf, resolveAccount } from '../config/account.ts';
import { cleanLog } from '../host/clean-log.ts';
import { getRuntime } from '../host/runtime.ts';
import { takeRequests } from '../interactions/take-requests.ts';
import { machine } from '../machine.ts';
import { storeFolder } from '../store/folder.ts';
import { keepTidy } from '../store/tidy-folder.ts';
import { openAccountDoor } from './door.ts';
import { openEntrances, untilWritable } from './entrances.ts';
import type { Here, KeptStore } from './here.ts';
import { holdInterrupted, openAccountInbox } from './inbox.ts';
import { keepStore } from './keep-store.ts';
import { openLife } from './life.ts';
import { register } from './running.ts';
import { openServices } from './services.ts';
import { openWaysOut } from './ways-out.ts';

type StartAccount = NonNullable<NonNullable<ChannelPlugin<Account>['gateway']>['startAccount']>;

/** @param begin is `openLife`, except in tests */
export function startWith(begin: typeof openLife): StartAccount {
  return async (context) => {
    const { accountId, setStatus } = context;
    await live(context, begin);
    setStatus({ accountId, running: false, connected: false, lifecycle: 'stopped' });
  };
}

/** Runs one account until it is stopped. */
export const startAccount: StartAccount = startWith(openLife);

/** Every part is on `life`: they are closed from the last to the first, also if the start fails half-way. */
async function live(context: Parameters<StartAccount>[0], begin: typeof openLife): Promise<void> {
  const { account, cfg, abortSignal, setStatus, channelRuntime } = context;
  const log = cleanLog(context.log);
  const keys = await deriveKeyRing(linkOf(account).secrets, 'event', account.accountId);
  await using life = begin({ signal: abortSignal, pause: machine.pause, log });
  const folder = storeFolder(getRuntime().state.resolveStateDir(process.env));
  if (!(await untilWritable({ account, folder, life, log, cfg, setStatus }))) return;

  life.open(
    'the care of the folder',
    () => keepTidy(folder, machine.every),
    (end) => end(),
  );
  const here = { ...hereOf(account, life, log), folder, ...keepStore({ account, folder, life, log }) };
  const ways = openWaysOut(here);
  life.open(
    'the entry among the running accounts',
    () => register(account.accountId, ways.self),
    (takeOut) => takeOut(),
  );
  const { services, start: startServices } = openServices(here, ways);
  const inbox = openAccountInbox(here, ways, services);
  const door = openAccountDoor(here, ways, inbox, keys);
  const entrances = life.open(
    'the entrances',
    () => openEntrances({ account, cfg, door, client: ways.client, log }),
    (each) => each.close(),
  );
  ways.self.fetching = entrances.fetching;

  holdInterrupted(here, ways, services.turnJournal, inbox);
  inbox.start();
  startServices();
  ways.interactions
    .endRequestsBefore(machine.startedAt)
    .catch((error: unknown) => log.warn(`old requests for approval keep their buttons: ${String(error)}`));
  takeRequests(account.accountId, channelRuntime, life.signal);
  entrances.open();
  setStatus(ready(account));
  const fetched = entrances.fetching ? 'fetched, and ' : '';
  const path = `${account.webhookPath}/events`;
  log.info(`events for account ${account.accountId} are ${fetched}taken at ${path} with key ${keys.current.kid}`);
  await waitUntilAbort(abortSignal);
}

function hereOf(account: Account, life: Here['life'], log: Here['log']): Omit<Here, 'folder' | keyof KeptStore> {
  const runtime = getRuntime();
  const { accountId } = account;
  const accountIn = (config: object) => resolveAccount(config as OpenClawConfig, accountId);
  return {
    account,
    runtime,
    life,
    log,
    accountIn,
    accountNow: () => accountIn(runtime.config.current()),
  };
}

const ready = ({ accountId, webhookPath }: Account) =>
  ({ accountId, running: true, connected: true, lifecycle: 'ready', webhookPath }) as const;
