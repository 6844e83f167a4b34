import type { IHttp, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import { FILE_TOKEN, filePath, Refusal } from '@rocketchat-openclaw/shared';
import type { Connection } from '../admin/connection.ts';
import { asBuffer } from './as-buffer.ts';

/** Within the gateway's patience for a command (LIMITS.commandTimeoutMs), with time left to store the file. */
const PULL_MS = 12_000;

/**
 * The bytes of a file that the gateway holds ready. A command names the place only, and only one of ours: the address is
 * what the admin has set, so that no command makes the server ask anybody else.
 *
 * @throws Refusal `bad-request` or `file-not-received`
 */
export async function pullFile(
  { path, size }: { readonly path: string; readonly size: number },
  { gatewayUrl, accountId }: Pick<Connection, 'gatewayUrl' | 'accountId'>,
  http: Pick<IHttp, 'get'>,
): Promise<Buffer> {
  assertFilePath(path, { accountId });
  if (!gatewayUrl) throw new Refusal('file-not-received', 'no Gateway URL is set, and no part of the file was brought');
  const bytes = await get(gatewayUrl + path, http);
  if (bytes.length !== size) {
    throw new Refusal('file-not-received', `${bytes.length} bytes came instead of ${size}`);
  }
  return bytes;
}

/** @throws Refusal `bad-request` */
export function assertFilePath(path: string, { accountId }: Pick<Connection, 'accountId'>): void {
  const folder = filePath(accountId, '');
  if (path.startsWith(folder) && FILE_TOKEN.test(path.slice(folder.length))) return;
  throw new Refusal('bad-request', 'a file comes from the files of this account, and from nowhere else');
}

async function get(url: string, http: Pick<IHttp, 'get'>): Promise<Buffer> {
  let response: IHttpResponse | undefined;
  try {
    // Without an encoding the engine hands over the bytes themselves, whatever its types say (bridges/http.ts).
    response = await http.get(url, { encoding: null, timeout: PULL_MS });
  } catch (error) {
    // The reason may name the address, and with it the token.
    const why = (error instanceof Error ? error.message : String(error)).split(url).join('it');
    throw new Refusal('file-not-received', `the gateway cannot be reached for the file: ${why}`);
  }
  if (response?.statusCode !== 200) {
    throw new Refusal('file-not-received', `the gateway answered ${response?.statusCode ?? 'nothing'} for the file`);
  }
  const content: unknown = response.content;
  if (!(content instanceof Uint8Array)) throw new Refusal('file-not-received', 'the server handed over no bytes');
  return asBuffer(content);
}
