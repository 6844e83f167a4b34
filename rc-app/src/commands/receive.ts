import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api/IRequest';
import {
  type Command,
  Command as CommandSchema,
  commandRoute,
  Envelope,
  JSON_TYPE,
  Refusal,
  readCompact,
  readJson,
  verify,
  verifyBody,
} from '@rocketchat-openclaw/shared';
import type { Connection } from '../admin/connection.ts';

/**
 * The app's door: a request is a command only after every line here has passed.
 *
 * The server has already bounded the body (100 kB) and parsed it; until the token is proved we do not look at it.
 * A repeated attempt needs no window here: the ledger answers it by the command's key.
 *
 * @param now milliseconds
 * @throws Refusal `unauthorized`, `unsupported-media-type` or `bad-request`
 */
export async function receive(request: IApiRequest, connection: Connection, now: number): Promise<Command> {
  const compact = readCompact(request.headers['authorization']);
  const claims = await verify(compact, commandRoute(connection.accountId), connection.commandKeys, now);
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) {
    throw new Refusal('unsupported-media-type', 'a command is application/json');
  }
  const envelope = Envelope.safeParse(request.content);
  if (!envelope.success) throw new Refusal('bad-request', 'the body is not {"payload": "…"}');
  await verifyBody(claims, envelope.data.payload);
  return readJson(CommandSchema, envelope.data.payload, 'a command');
}
