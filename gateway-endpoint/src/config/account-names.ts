import { DEFAULT_ACCOUNT_ID } from 'openclaw/plugin-sdk/account-core';
import { CHANNEL_ID } from './channel-id.ts';

/**
 * Rooms, threads and people of an account by names that no other account can have.
 *
 * A workspace chooses its ids itself, and every Rocket.Chat has a room `GENERAL`. The account `default` has ids as they
 * are, so that its conversations and lists stay what they were. Every other one has `<account>/<id>`. A slash is in no
 * account's name; an id that holds one, or a colon, which OpenClaw's session keys are made of, is written `default/…`.
 */
const SEPARATOR = '/';

/** OpenClaw lower-cases session keys, and ids of Rocket.Chat that differ in case are different ids. */
export function peerIn(accountId: string, id: string): string {
  return isPlain(accountId, id) ? id : named(accountId, foldedId(id));
}

/** @returns the id of a room or person of this account; undefined where the name is another account's */
export function idOfPeer(accountId: string, peer: string): string | undefined {
  return idIn(accountId, peer);
}

/**
 * The suffix that OpenClaw appends to a session key. A thread is within a room, so it needs no account, and no colon is
 * allowed.
 */
export function threadIn(accountId: string, threadId: string): string {
  if (isPlain(accountId, threadId)) return threadId.toLowerCase();
  return accountId === DEFAULT_ACCOUNT_ID ? `${SEPARATOR}${foldedId(threadId)}` : foldedId(threadId);
}

/** A name that `threadIn` has written for an account other than `default`. */
export const idOfThread = (thread: string): string => readId(thread);

/** A person in lists of OpenClaw's, which are one for all accounts: `commands.ownerAllowFrom`, `tools.elevated`. */
export function senderIn(accountId: string, userId: string): string {
  // A colon may stay: it ends nothing here, and `integration:<id>` is a sender too.
  // Our own prefixes are taken off what stands in a list: an id must not begin with them.
  const isPrefixed = new RegExp(`^(?:${CHANNEL_ID}|user):`, 'i').test(userId);
  const isPlainSender = accountId === DEFAULT_ACCOUNT_ID && PLAIN_SENDER.test(userId) && !isPrefixed;
  return isPlainSender ? userId : named(accountId, safeId(userId));
}

/** @returns the user id; undefined where the name is of another account */
export function userIdIn(accountId: string, sender: string): string | undefined {
  return idIn(accountId, sender);
}

const PLAIN_SENDER = /^[\x21-.0-\x7e]+$/;

/** Visible ASCII but for slash and colon: what a session key makes of other letters and of blanks is OpenClaw's matter. */
const isPlain = (accountId: string, id: string): boolean =>
  accountId === DEFAULT_ACCOUNT_ID && /^[\x21-.0-9;-\x7e]+$/.test(id);

const named = (accountId: string, id: string): string => `${accountId}${SEPARATOR}${id}`;

/** A capital becomes `~` and the letter, anything else that is neither letter nor digit `~` and its code: `~g~e/` → `~7eg…`. */
const foldedId = (id: string): string => safeId(id).replace(/[A-Z]/g, (capital) => `~${capital.toLowerCase()}`);

const safeId = (id: string): string => id.replace(/[^A-Za-z0-9._-]/g, (sign) => `~${codeOf(sign)}`);

/** Two digits, and the first one is no letter, because ASCII ends at 7e. Beyond it an 8 and four digits: `ü` → `~800fc`. */
function codeOf(sign: string): string {
  const code = sign.charCodeAt(0);
  return code < 0x80 ? code.toString(16).padStart(2, '0') : `8${code.toString(16).padStart(4, '0')}`;
}

function idIn(accountId: string, name: string): string | undefined {
  if (!name.includes(SEPARATOR)) return accountId === DEFAULT_ACCOUNT_ID ? name : undefined;
  const [account, ...rest] = name.split(SEPARATOR);
  return account === accountId && rest.length === 1 ? readId(rest.join()) : undefined;
}

const readId = (id: string): string =>
  id.replace(
    /~(?:8([0-9a-f]{4})|([2-7][0-9a-f])|([a-z]))/g,
    (_all, far: string | undefined, near: string | undefined, letter: string | undefined) => {
      const code = far ?? near;
      return code ? String.fromCharCode(Number.parseInt(code, 16)) : (letter ?? '').toUpperCase();
    },
  );
