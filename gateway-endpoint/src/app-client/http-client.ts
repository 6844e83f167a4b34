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
import { AppCallError, type AppClient, type CallOptions } from './client.ts';
import { doubtful, refusedStatus, unreachable } from './failure.ts';
import { readAnswer } from './read-answer.ts';
import { mostBytesOf, readBounded } from './read-bounded.ts';
import { openSigningKeys } from './signing-keys.ts';

/** Everything from outside that a call needs: tests bring their own. */
export interface Surroundings {
  readonly clock: () => number;
  /** 16 random bytes per attempt. */
  readonly nonce: () => Uint8Array;
  readonly dice: () => number;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly fetch: typeof globalThis.fetch;
}

const DEFAULT_ATTEMPTS = 4;

/** Signed commands to the app's own API: sign → POST → read, and again after a pause while that can help. */
export function httpAppClient(account: Pick<Account, 'accountId'>, link: Link, world: Surroundings): AppClient {
  const route = commandRoute(account.accountId);
  const url = `${link.baseUrl}${route.path}`;
  // Deriving is cheap, but once per client is enough.
  const keys = openSigningKeys(link.secrets, account.accountId);

  async function once(payload: string, key: Key, signal: AbortSignal): Promise<Response> {
    const body: Envelope = { payload };
    try {
      // Plain fetch instead of the SDK's guarded one: the guard opens a connection of its own for every call, while
      // fetch keeps them alive. Its protection is not needed, for the origin is the operator's own setting, no event
      // can name one, and redirects are refused.
      return await world.fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          // What is packed may be a thousand times as long as it seems.
          'accept-encoding': 'identity',
          authorization: await bearer(payload, route, key, world),
        },
        body: JSON.stringify(body),
        signal,
      });
    } catch (cause) {
      throw unreachable(link.baseUrl, cause);
    }
  }

  async function attempt<C extends Command>(command: C, payload: string, signal: AbortSignal) {
    const response = await keys.use((key) => once(payload, key, signal));
    if (response.status !== 200) {
      // The body is somebody else's text (a proxy's page, Rocket.Chat's own 404): the status says enough.
      response.body?.cancel().catch(() => undefined);
      throw refusedStatus(response, link.baseUrl, (await keys.current()).kid, world.clock());
    }
    return readAnswer(await textOf(response, command, link.baseUrl), resultSchema(command.command), command.command);
  }

  return {
    async call<C extends Command>(command: C, options: CallOptions = {}) {
      const { attempts = DEFAULT_ATTEMPTS, timeoutMs, signal } = options;
      const payload = JSON.stringify(command);
      let inDoubt = false;
      for (let made = 1; ; made++) {
        try {
          return (await attempt(command, payload, withTimeout(signal, timeoutMs))) as CommandResult<C['command']>;
        } catch (error) {
          if (!(error instanceof AppCallError)) throw error;
          // Once an attempt may have had its effect, a later proof that another one had none proves nothing.
          inDoubt ||= error.happened === 'unknown';
          if (!error.retryable || made >= attempts) throw inDoubt ? doubtful(error) : error;
          await world.pause(delayBefore(made - 1, world.dice, error.retryAfterMs), signal);
        }
      }
    },
  };
}

async function bearer(payload: string, route: Route, key: Key, world: Surroundings): Promise<string> {
  return `Bearer ${await sign(payload, route, key, { now: world.clock(), nonce: world.nonce() })}`;
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
