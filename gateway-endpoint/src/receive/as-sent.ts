import type { IncomingMessage } from 'node:http';
import { FILE_TOKEN } from '@rocketchat-openclaw/shared';

/**
 * Is the path one of ours, byte for byte as it was sent? A parser normalises paths: `%64` is a `d`, `/x/..` is nothing,
 * `\` is `/`. A path that a proxy blocks in one spelling must not come in by another.
 *
 * @param path where the account is served
 */
export function isAsSent(url: string | undefined, path: string): boolean {
  if (url === `${path}/events`) return true;
  const files = `${path}/files/`;
  return url?.startsWith(files) === true && FILE_TOKEN.test(url.slice(files.length));
}

/** Headers that must not be sent twice: node drops the second one of some and joins others. */
const ONCE = new Set([
  'authorization',
  'content-encoding',
  'content-length',
  'content-type',
  'host',
  'transfer-encoding',
  'expect',
]);

/** The relevant headers that were sent more than once. */
export function sentTwice({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    if (!ONCE.has(name)) continue;
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  return [...twice];
}
