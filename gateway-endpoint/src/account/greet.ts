import { type AppHello, delayBefore } from '@rocketchat-openclaw/shared';
import type { AppClient } from '../app-client/client.ts';
import type { Policy } from '../config/policy.ts';
import type { Every } from '../machine.ts';
import { announced, gatewayHello } from './hello.ts';

/** Tells the app which messages the gateway wants, at the start and whenever that changes. */
export interface Greeting {
  start(): void;
  /** Cheap if nothing has changed. Nobody waits for it. */
  check(): void;
  /** The app is there: it is greeted at once, whatever failed before. Nobody waits for it. */
  again(): void;
  stop(): Promise<void>;
}

export interface Greeter {
  readonly accountId: string;
  readonly client: AppClient;
  /** The present configuration (the same object while it is unchanged) and its policy. */
  readonly config: { readonly current: () => object; readonly policyIn: (config: object) => Policy };
  readonly onHello: (app: AppHello) => void;
  readonly clock: () => number;
  /** For waiting: unlike the clock it never goes back. */
  readonly stopwatch: () => number;
  readonly dice: () => number;
  readonly newId: () => string;
  readonly every: Every;
  readonly signal: AbortSignal;
  readonly log: { warn(message: string): void };
}

/** Checked this often if no event causes a check. */
const CHECK_EVERY_MS = 5_000;

/** The app says hello by itself when it comes back, so a minute between attempts is enough (2^6 s). */
const MOST_PATIENT = 6;

export function openGreeting(greeter: Greeter): Greeting {
  const { accountId, client, config, onHello, clock, stopwatch, dice, newId, every, signal, log } = greeter;
  let seen: object | undefined;
  let said: string | undefined;
  let greeting: Promise<void> | undefined;
  let again: Promise<void> | undefined;
  let failures = 0;
  let notBefore = Number.NEGATIVE_INFINITY;
  let rest: (() => void) | undefined;

  /** The policy that the app should know, if it differs from the one that it knows. */
  function changedPolicy(): Policy | undefined {
    const present = config.current();
    if (present === seen && said !== undefined) return undefined;
    const policy = config.policyIn(present);
    seen = present;
    return JSON.stringify(announced(policy)) === said ? undefined : policy;
  }

  /** One attempt, so that a fault of the way is known at once: people who write hear of it. */
  async function greet(policy: Policy): Promise<void> {
    const gateway = gatewayHello(accountId, policy, clock());
    try {
      const hello = { v: 1, command: 'hello', key: `hello.${newId()}`, gateway } as const;
      onHello(await client.call(hello, { attempts: 1, signal }));
      said = JSON.stringify(gateway.activation);
      failures = 0;
    } catch (error) {
      said = undefined;
      notBefore = stopwatch() + delayBefore(Math.min(failures, MOST_PATIENT), dice);
      // Logged once, not every few seconds while the workspace is away.
      if (failures++ === 0 && !signal.aborted) log.warn(`the app was not greeted, and will be: ${String(error)}`);
    }
  }

  function check(): void {
    if (greeting || signal.aborted || stopwatch() < notBefore) return;
    const policy = changedPolicy();
    if (!policy) return;
    greeting = greet(policy)
      .catch(failed)
      .finally(() => {
        greeting = undefined;
      });
  }

  const greetNow = async (): Promise<void> => greet(config.policyIn(config.current()));
  const failed = (error: unknown) => log.warn(`the greeting of the app failed: ${String(error)}`);

  return {
    check,
    again() {
      if (again || signal.aborted) return;
      // Another greeting may be waiting for its next attempt.
      again = greetNow()
        .catch(failed)
        .finally(() => {
          again = undefined;
        });
    },
    start() {
      rest = every(CHECK_EVERY_MS, check);
      check();
    },
    async stop() {
      rest?.();
      await Promise.all([greeting, again]);
    },
  };
}
