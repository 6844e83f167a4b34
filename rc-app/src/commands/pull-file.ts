import type { IHttp, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors/ILogger';
import { FILE_TOKEN, filePath, Refusal } from '@rocketchat-openclaw/shared';
import { asBuffer } from '../server/as-buffer.ts';
import type { Connection } from '../settings/connection.ts';

/** Within the gateway's patience for a command (LIMITS.commandTimeoutMs), with time left to store the file. */
const PULL_MS = 12_000;

/**
 * The bytes of a file that the gateway holds ready. A command names only the path, of our own form; the address is the
 * admin's setting, so no command can make the server call another host. That host may redirect, and the engine follows
 * silently, so only bytes with the announced size and hash count.
 *
 * @throws Refusal `bad-request` or `file-not-received`
 */
export async function pullFile(
  path: string,
  { gatewayUrl, accountId }: Pick<Connection, 'gatewayUrl' | 'accountId'>,
  http: Pick<IHttp, 'get'>,
  log: Pick<ILogger, 'warn'>,
): Promise<Buffer> {
  assertFilePath(path, { accountId });
  if (!gatewayUrl) throw new Refusal('file-not-received', 'no Gateway URL is set, and no part of the file was brought');
  const answered = await get(gatewayUrl + path, http);
  if (answered instanceof Uint8Array) return asBuffer(answered);
  log.warn(`a file was not received: ${answered.why}`);
  throw new Refusal('file-not-received', 'the file could not be fetched from the gateway; the log of the app says why');
}

/** @throws Refusal `bad-request` */
export function assertFilePath(path: string, { accountId }: Pick<Connection, 'accountId'>): void {
  const folder = filePath(accountId, '');
  if (path.startsWith(folder) && FILE_TOKEN.test(path.slice(folder.length))) return;
  throw new Refusal('bad-request', 'a file comes from the files of this account, and from nowhere else');
}

/**
 * Only the admin of this server learns why nothing came: the reason would tell the gateway about addresses that only this
 * server reaches.
 */
async function get(url: string, http: Pick<IHttp, 'get'>): Promise<Uint8Array | { readonly why: string }> {
  let response: IHttpResponse | undefined;
  try {
    // Without an encoding the engine hands over the bytes themselves, whatever its types say (bridges/http.ts).
    response = await http.get(url, { encoding: null, timeout: PULL_MS });
  } catch (error) {
    // The reason may name the address, and with it the token.
    const why = (error instanceof Error ? error.message : String(error)).split(url).join('it');
    return { why: `the gateway cannot be reached for it: ${why}` };
  }
  if (response?.statusCode !== 200) return { why: `the gateway answered ${response?.statusCode ?? 'nothing'}` };
  const content: unknown = response.content;
  return content instanceof Uint8Array ? content : { why: 'the server handed over no bytes' };
}
