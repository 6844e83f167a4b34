import { Refusal } from '@rocketchat-openclaw/shared';
import { createAuthRateLimiter, createWebhookInFlightLimiter } from 'openclaw/plugin-sdk/webhook-ingress';

/** The limits in front of the door. */
export interface Guard {
  /** @returns `leave`, to be called once. @throws Refusal `too-many` */
  enter(): () => void;
  /** Notes a failed authentication; false once this client has failed too often to be logged. */
  mayFail(client: string): boolean;
  dispose(): void;
}

/** One workspace sends one delivery per room at a time; a burst over many rooms must still fit. */
const IN_FLIGHT = 256;
const FAILURES = { maxAttempts: 100, windowMs: 60_000, lockoutMs: 60_000 };

/**
 * One guard per account, so that no account's visitors shut another one's door.
 *
 * Failures are counted after the token is checked, and a client over the limit is refused only when it fails again: the
 * app and an attacker often share an address (a proxy, loopback), and a good signature must always pass. The limit
 * saves log lines; checking a signature costs a fifth of a millisecond.
 */
export function openGuard(): Guard {
  const inFlight = createWebhookInFlightLimiter({ maxInFlightPerKey: IN_FLIGHT });
  const failures = createAuthRateLimiter({ ...FAILURES, exemptLoopback: false });
  return {
    enter() {
      if (!inFlight.tryAcquire('door')) throw new Refusal('too-many', `more than ${IN_FLIGHT} deliveries at once`);
      return () => inFlight.release('door');
    },
    mayFail(client) {
      const { allowed } = failures.check(client);
      if (allowed) failures.recordFailure(client);
      return allowed;
    },
    dispose: () => failures.dispose(),
  };
}
