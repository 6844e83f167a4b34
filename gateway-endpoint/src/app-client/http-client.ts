import {
  type Command,
  type CommandResult,
  commandRoute,
  delayBefore,
  type Envelope,
  type Key,
  LIMITS,
  type Route,
  resultSchema,
  sign,
} from '@rocketchat-openclaw/shared';
import type { Account, Link } from '../config/account.ts';
import type { AppPath } from './app-path.ts';
import { AppCallError, type AppClient, type CallOptions } from './client.ts';
import { doubtful, refusedStatus, unreachable } from './failure.ts';
import { FEATURES } from './features.ts';
import { readAnswer } from './read-answer.ts';
import { isNotReady, mostBytesOf, readBounded } from './read-bounded.ts';
import { openSigningKeys } from './signing-keys.ts';

/** The parts of the machine that a call needs; tests bring their own. */
export interface Machine {
  readonly clock: () => number;
  /** 16 random bytes per attempt. */
  readonly nonce: () => Uint8Array;
  readonly dice: () => number;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly fetch: typeof globalThis.fetch;
}

const DEFAULT_ATTEMPTS = 4;

/** How long a command waits for the hello of a reinstalled app, which sends it with its next event. */
const HELLO_MS = 3_000;

/** Signed commands to the app's own API: sign → POST → read, and again after a pause while that can help. */
export function httpAppClient(
  account: Pick<Account, 'accountId'>,
  link: Link,
  where: AppPath,
  machine: Machine,
): AppClient {
  const route = commandRoute(account.accountId);
  // Deriving is cheap, but once per client is enough.
  const keys = openSigningKeys(link.secrets, account.accountId);

  async function once(path: string, payload: string, key: Key, signal: AbortSignal): Promise<Response> {
    const body: Envelope = { payload };
    try {
      const authorization = await bearer(payload, route, key, machine);
      return await machine.fetch(link.baseUrl + path, requestOf(JSON.stringify(body), authorization, signal));
    } catch (cause) {
      throw unreachable(link.baseUrl, cause);
    }
  }

  /** A 404 means that nothing was done, so the next path may be tried. */
  async function knock(payload: string, key: Key, signal: AbortSignal): Promise<Response> {
    const [first, ...others] = where.candidates();
    let response = await once(first ?? route.path, payload, key, signal);
    for (const path of others) {
      if (response.status !== 404) break;
      await response.body?.cancel();
      response = await once(path, payload, key, signal);
    }
    return response;
  }

  /** Sends no field that the app may not understand: 0.1.0 refuses a hello with an unknown field. */
  const written = (command: Command): string =>
    JSON.stringify(
      command.command === 'hello' && where.isPrivate()
        ? { ...command, gateway: { ...command.gateway, features: FEATURES } }
        : command,
    );

  async function attempt<C extends Command>(command: C, payload: string, signal: AbortSignal) {
    const response = await keys.use((key) => knock(payload, key, signal));
    if (response.status !== 200) {
      const isApp = await isNotReady(response);
      if (response.status === 404) where.lost();
      const { kid } = await keys.current();
      const { accountId } = account;
      throw refusedStatus(response, { ...link, gone: where.cure, kid, accountId, isApp }, machine.clock());
    }
    return readAnswer(await textOf(response, command, link.baseUrl), resultSchema(command.command), command.command);
  }

  return {
    async call<C extends Command>(command: C, options: CallOptions = {}) {
      const { attempts = DEFAULT_ATTEMPTS, timeoutMs, signal } = options;
      const payload = written(command);
      let inDoubt = false;
      let hasWaited = false;
      for (let made = 1; ; made++) {
        try {
          return (await attempt(command, payload, withTimeout(signal, timeoutMs))) as CommandResult<C['command']>;
        } catch (error) {
          if (!(error instanceof AppCallError)) throw error;
          // Once an attempt may have had its effect, a later proof that another one had none proves nothing.
          inDoubt ||= error.happened === 'unknown';
          if (error.code === 'not-found' && attempts > 1 && !hasWaited) {
            hasWaited = true;
            if (await where.untilTold(HELLO_MS, signal)) continue;
          }
          if (!error.retryable || made >= attempts) throw inDoubt ? doubtful(error) : error;
          await machine.pause(delayBefore(made - 1, machine.dice, error.retryAfterMs), signal);
        }
      }
    },
  };
}

/**
 * For plain fetch instead of the SDK's guarded one: the guard opens a connection of its own for every call, while fetch
 * keeps them alive. Its protection is not needed, for the origin is the operator's own setting, no event can name one, and
 * redirects are refused.
 */
function requestOf(body: string, authorization: string, signal: AbortSignal): RequestInit {
  return {
    method: 'POST',
    redirect: 'manual',
    // A compressed answer may be a thousand times as long as it seems.
    headers: { 'content-type': 'application/json', 'accept-encoding': 'identity', authorization },
    body,
    signal,
  };
}

async function bearer(payload: string, route: Route, key: Key, machine: Machine): Promise<string> {
  return `Bearer ${await sign(payload, route, key, { now: machine.clock(), nonce: machine.nonce() })}`;
}

function withTimeout(signal: AbortSignal | undefined, ms: number = LIMITS.commandTimeoutMs): AbortSignal {
  const timeout = AbortSignal.timeout(ms);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

async function textOf(response: Response, command: Command, baseUrl: string): Promise<string> {
  try {
    return await readBounded(response, mostBytesOf(command), command.command);
  } catch (cause) {
    if (cause instanceof AppCallError) throw cause;
    throw unreachable(baseUrl, cause);
  }
}
