import * as z from 'zod/mini';
import { Refusal } from '../errors.ts';
import { fromBase64url, toBase64url } from '../jwt/base64url.ts';
import { ACCOUNT_ID } from './route.ts';

const PREFIX = 'rcconnect_';

/** Connects a workspace: an admin pastes it once instead of three settings. */
export const Connection = z.strictObject({
  /** Absent where the gateway cannot be reached, and fetches. */
  gatewayUrl: z.optional(z.string().check(z.regex(/^https?:\/\/[^\s/]/))),
  accountId: z.string().check(z.regex(ACCOUNT_ID)),
  secret: z.string(),
});
export type Connection = z.infer<typeof Connection>;

/** One string that holds gateway URL, account and secret. It is a secret itself. */
export function writeConnectionCode(connection: Connection): string {
  return PREFIX + toBase64url(new TextEncoder().encode(JSON.stringify(Connection.parse(connection))));
}

/** @throws Refusal `bad-connection-code` with what to do about it; the code itself is never part of the message */
export function readConnectionCode(code: string): Connection {
  const again = 'copy it once more, whole, from `openclaw rocketchat connect`';
  if (!code.startsWith(PREFIX)) throw new Refusal('bad-connection-code', `it does not begin with ${PREFIX}: ${again}`);
  const bytes = fromBase64url(code.slice(PREFIX.length));
  const parsed = bytes && Connection.safeParse(tryJson(new TextDecoder().decode(bytes)));
  if (!parsed?.success) throw new Refusal('bad-connection-code', `it is cut short or altered: ${again}`);
  return parsed.data;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
