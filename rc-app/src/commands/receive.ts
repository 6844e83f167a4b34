import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api/IRequest';
import {
  type Command,
  Command as CommandSchema,
  commandRoute,
  Envelope,
  JSON_TYPE,
  Refusal,
  type ReplayWindow,
  readCompact,
  readJson,
  verify,
  verifyBody,
} from '@rocketchat-openclaw/shared';
import type { Connection } from '../settings/connection.ts';

interface Received {
  readonly command: Command;
  /** This very token was here before. */
  readonly isRepeat: boolean;
}

/**
 * The app's door: a request is a command only after every line here has passed.
 *
 * The server has already bounded the body (100 kB) and parsed it; until the token is proved we do not look at it.
 *
 * @param now milliseconds
 * @throws Refusal `unauthorized`, `unsupported-media-type`, `bad-request`, or `not-ready` when the window is full
 */
export async function receive(
  request: IApiRequest,
  connection: Connection,
  replay: ReplayWindow,
  now: number,
): Promise<Received> {
  const compact = readCompact(request.headers['authorization']);
  const claims = await verify(compact, commandRoute(connection.accountId), connection.commandKeys, now);
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) {
    throw new Refusal('unsupported-media-type', 'a command is application/json');
  }
  const envelope = Envelope.safeParse(request.content);
  if (!envelope.success) throw new Refusal('bad-request', 'the body is not {"payload": "…"}');
  await verifyBody(claims, envelope.data.payload);
  const isRepeat = !replay.admit(claims, now);
  return { command: readJson(CommandSchema, envelope.data.payload, 'a command'), isRepeat };
}
