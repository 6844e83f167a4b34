import type { IncomingMessage } from 'node:http';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { registerPluginHttpRoute, resolveRequestClientIp } from 'openclaw/plugin-sdk/webhook-ingress';
import type { AppClient } from '../app-client/client.ts';
import type { Account } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { machine } from '../machine.ts';
import { type Fetching, openFetching } from '../receive/fetching.ts';
import { nodeListener } from '../receive/node-listener.ts';
import { notReady } from '../receive/refuse.ts';
import { type Knocking, takeToDoor } from '../receive/take-to-door.ts';
import { whenWritable } from '../receive/when-writable.ts';
import type { AccountScope } from './account-scope.ts';

/** The ways that lead to the door of one account. */
export interface Entrances {
  /** Present with `transport: pull`. */
  readonly fetching: Fetching | undefined;
  open(): void;
  /** Ends after the deliveries at the door have been taken. */
  close(): Promise<void>;
}

interface Given {
  readonly account: Account;
  readonly cfg: OpenClawConfig;
  readonly door: Knocking;
  readonly client: AppClient;
  readonly log: { info(message: string): void; warn(message: string): void };
}

/**
 * The route exists with both transports, so nothing is lost while one side has changed `transport` and the other has
 * not.
 */
export function openEntrances({ account, cfg, door, client, log }: Given): Entrances {
  const { webhookPath, transport } = account;
  const take = (delivery: Parameters<typeof takeToDoor>[0]) =>
    takeToDoor(delivery, `${webhookPath}/events`, door, machine.clock());
  const fetching = transport === 'pull' ? openFetching({ client, take, ...machine, log }) : undefined;
  let unregister = () => {};
  return {
    fetching,
    open() {
      unregister = serveAt(account, cfg, door, log);
      fetching?.start();
    },
    async close() {
      unregister();
      await fetching?.stop();
    },
  };
}

interface Writable extends Pick<AccountScope, 'account' | 'folder' | 'stack' | 'log'>, Pick<Given, 'cfg'> {
  readonly setStatus: (now: { accountId: string; running: false; connected: false; lastError: string }) => unknown;
}

/**
 * Waits until the disk takes the account's files. Until then the app gets 503, and not 404.
 *
 * @returns false if the account was stopped before that
 */
export function untilWritable({ account, cfg, folder, stack, setStatus, log }: Writable): Promise<boolean> {
  const { accountId } = account;
  return whenWritable({
    folder,
    pause: machine.pause,
    signal: stack.signal,
    onFault(fault) {
      stack.open(
        'the door that asks to wait',
        () => serveAt(account, cfg, { fetch: notReady }, log),
        (close) => close(),
      );
      const lastError = `account ${accountId} cannot start: ${fault} (${folder}). It starts by itself when there is room`;
      setStatus({ accountId, running: false, connected: false, lastError });
      log.error(lastError);
    },
  });
}

/** @returns a function that ends it; a later route at the same path replaces it */
function serveAt(account: Account, cfg: OpenClawConfig, door: Knocking, log: Given['log']): () => void {
  const { accountId, webhookPath } = account;
  return registerPluginHttpRoute({
    path: webhookPath,
    match: 'prefix',
    auth: 'plugin',
    pluginId: CHANNEL_ID,
    source: `account:${accountId}`,
    accountId,
    throwOnFailure: true,
    replaceExisting: true,
    log: (message) => log.info(message),
    handler: nodeListener(door, webhookPath, (req: IncomingMessage) => clientOf(req, cfg.gateway?.trustedProxies)),
  });
}

/** The visitor's address, through proxies the operator trusts and no others. */
function clientOf(req: IncomingMessage, trustedProxies: string[] | undefined): string {
  return resolveRequestClientIp(req, trustedProxies) ?? 'unknown';
}
