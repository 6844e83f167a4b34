import { type AppHello, LIMITS } from '@rocketchat-openclaw/shared';
import { gatewayHello } from '../../account/hello.ts';
import { AppCallError, type AppClient } from '../../app-client/client.ts';
import type { Account } from '../../config/account.ts';

/** The result of a greeting over the command door, which proves address, secret, version and clocks. */
export type Probe =
  | {
      readonly ok: true;
      readonly bot: string;
      readonly appVersion: string;
      readonly siteUrl: string;
      readonly skewMs: number;
      readonly egress: AppHello['egress'];
      /** Why the app's events do not arrive, as it says itself. */
      readonly undelivered?: NonNullable<AppHello['way']>['fault'];
      /** When the app has last delivered an event, by its clock. */
      readonly deliveredAt?: number | undefined;
    }
  | { readonly ok: false; readonly error: string };

/** Says hello to the app. Never throws: a failed probe is a result. */
export async function probe(
  client: AppClient,
  { accountId, policy }: Pick<Account, 'accountId' | 'policy'>,
  { clock, newId, signal }: { clock: () => number; newId: () => string; signal?: AbortSignal },
): Promise<Probe> {
  const asked = clock();
  const gateway = gatewayHello(accountId, policy, asked);
  const command = { v: 1, command: 'hello', key: `hello.${newId()}`, gateway } as const;
  try {
    const { bot, appVersion, siteUrl, egress, way, now } = await client.call(command, { attempts: 1, signal });
    // The app looked at its clock somewhere between question and answer.
    const skewMs = Math.round(now - (asked + clock()) / 2);
    const undelivered = way?.fault && { undelivered: way.fault };
    const delivered = way?.lastAt !== undefined && { deliveredAt: way.lastAt };
    return { ok: true, bot: bot.username, appVersion, siteUrl, skewMs, egress, ...undelivered, ...delivered };
  } catch (error) {
    return { ok: false, error: error instanceof AppCallError ? error.message : String(error) };
  }
}

/** Tokens of a sender with such a clock are about to be refused, or already are. */
export function isSkewed(skewMs: number): boolean {
  return Math.abs(skewMs) > (LIMITS.clockSkewSeconds * 1_000) / 2;
}
