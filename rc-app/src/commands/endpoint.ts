import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors/ILogger';
import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IApiEndpoint } from '@rocket.chat/apps-engine/definition/api/IApiEndpoint';
import type { IApiEndpointInfo } from '@rocket.chat/apps-engine/definition/api/IApiEndpointInfo';
import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api/IRequest';
import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api/IResponse';
import { type Command, type CommandAnswer, REFUSALS, Refusal, UNAUTHORIZED_BODY } from '@rocketchat-openclaw/shared';
import { clock } from '../machine.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { carryOut } from './carry-out.ts';
import { answerTo } from './ledger.ts';
import { noting } from './note-command.ts';
import { receive } from './receive.ts';

/** The type of an endpoint does not name these methods, and the server hands them over all the same. */
const OTHER_METHODS = `
  acl bind checkout copy link lock m-search merge mkactivity mkcalendar mkcol move notify propfind
  proppatch purge query rebind report search source subscribe trace unbind unlink unlock unsubscribe
`
  .trim()
  .split(/\s+/);

/** The name of the endpoint, at the end of its path. */
export const COMMANDS = 'commands';

const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };

/**
 * `POST …/commands`: verify → new? → within bounds? → ledger → one verb → answer.
 *
 * It never throws, because Rocket.Chat would answer with the exception's text (bridges/api.ts). The other methods are
 * there for the same reason: without them the server answers 500.
 */
export class CommandsEndpoint implements IApiEndpoint {
  readonly path = COMMANDS;
  // The engine looks for a property that holds the app, and gives it the logger of the request (wrapAppForRequest.ts).
  readonly app: Commanded;

  readonly get = refuseMethod;
  readonly put = refuseMethod;
  readonly delete = refuseMethod;
  readonly head = refuseMethod;
  readonly options = refuseMethod;
  readonly patch = refuseMethod;

  constructor(app: Commanded) {
    this.app = app;
    Object.assign(this, Object.fromEntries(OTHER_METHODS.map((method) => [method, refuseMethod])));
  }

  async post(
    request: IApiRequest,
    { fullPath }: IApiEndpointInfo,
    read: IRead,
    modify: IModify,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<IApiResponse> {
    const { app } = this;
    app.commandPath.note(fullPath);
    // The server calls this until the app is off, and a command that is under way has to end by then.
    if (app.heartbeat.isPaused())
      return answerRefusal(new Refusal('not-ready', 'the app is switched off'), app.getLogger());
    return app.underWay.add(answerCommand(request, { read, modify, http, persistence }, app));
  }
}

async function refuseMethod(): Promise<IApiResponse> {
  return answer(REFUSALS['method-not-allowed'].status, { error: 'method-not-allowed' });
}

async function answerCommand(request: IApiRequest, workspace: Workspace, app: Commanded): Promise<IApiResponse> {
  try {
    const connection = await app.memory.connection.get(workspace.read);
    const { command, isRepeat } = await receive(request, connection, app.replay, clock());
    app.ways.commanded();
    // If nobody writes and nothing is pushed, this request may be the first to bring access to persistence.
    app.telling(workspace.read, workspace.http, workspace.persistence);
    const answered = isRepeat ? await answerAgain(command, workspace) : await carryOutWithin(command, workspace, app);
    return answer(200, answered satisfies CommandAnswer);
  } catch (error) {
    return answerRefusal(error, app.getLogger());
  }
}

async function carryOutWithin(command: Command, workspace: Workspace, app: Commanded): Promise<CommandAnswer> {
  const leave = app.bounds.enter(command.command);
  try {
    return await noting(command, app.deliveries, () => carryOut(command, workspace, app));
  } finally {
    leave();
  }
}

/**
 * A token counts once. A proxy that repeats a request gets the recorded answer of the first one. A gateway signs each
 * attempt anew, so `too-many` makes it try again.
 */
async function answerAgain({ key }: Command, workspace: Workspace): Promise<CommandAnswer> {
  const known = await answerTo(key, workspace);
  if (known) return known;
  throw new Refusal('too-many', 'this token was here before', { retryAfterMs: 1_000 });
}

/**
 * Every failed authentication gets the same answer. While the settings are incomplete the answer is always `not-ready`.
 */
function answerRefusal(error: unknown, log: ILogger): IApiResponse {
  const refusal = error instanceof Refusal ? error : new Refusal('not-ready', String(error), { cause: error });
  log.warn(`A request to the app was refused: ${refusal.message}`);
  if (refusal.code === 'unauthorized') return { status: 401, headers: HEADERS, content: UNAUTHORIZED_BODY };
  if (refusal.status >= 500) return answer(REFUSALS['not-ready'].status, { error: 'not-ready' });
  const { retryAfterMs } = refusal;
  const later = retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) };
  return answer(refusal.status, { error: refusal.code }, later);
}

function answer(status: number, body: object, headers: Record<string, string> = {}): IApiResponse {
  return { status, headers: { ...HEADERS, ...headers }, content: JSON.stringify(body) };
}
