import type { IncomingMessage } from 'node:http';
import { FILE_TOKEN } from '@rocketchat-openclaw/shared';

/**
 * Does the request name something of ours, byte for byte as it was sent? A parser makes one path of many: `%64` is a `d`,
 * `/x/..` is nothing, `\` is `/`. A path that a proxy lets through by one spelling must not come in by another.
 *
 * @param path where the account is served
 */
export function isAsSent(url: string | undefined, path: string): boolean {
  if (url === `${path}/events`) return true;
  const files = `${path}/files/`;
  return url?.startsWith(files) === true && FILE_TOKEN.test(url.slice(files.length));
}

/** Two of these are two opinions, of which node drops one and joins others. */
const ONCE = new Set([
  'authorization',
  'content-encoding',
  'content-length',
  'content-type',
  'host',
  'transfer-encoding',
  'expect',
]);

/** Which of the headers that count were sent more than once. */
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
