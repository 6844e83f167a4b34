import type { IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors/index.js';
import { HttpBridge, type IHttpBridgeRequestInfo } from '@rocket.chat/apps-engine/server/bridges/HttpBridge.js';
import { type Exchange, followRedirects, prepareRequest } from './http-exchange.ts';

/** One HTTP call that an app made, whatever became of it. `status` or `error` appears when it is over. */
export interface OutgoingRequest {
  readonly appId: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly startedAt: number;
  status?: number;
  error?: string;
  endedAt?: number;
}

const DEFAULT_TIMEOUT_MS = 3 * 60 * 1000;
const JSON_TYPES = ['application/json', 'text/javascript', 'application/javascript', 'application/x-javascript'];

/** app/apps/server/bridges/http.ts. Private addresses are allowed, as there (`ssrfValidation` is off by default). */
export class WorkspaceHttpBridge extends HttpBridge {
  private readonly outgoing: OutgoingRequest[];
  private readonly clock: () => number;
  private readonly stopped: AbortSignal;
  constructor(outgoing: OutgoingRequest[], clock: () => number, stopped: AbortSignal) {
    super();
    this.outgoing = outgoing;
    this.clock = clock;
    this.stopped = stopped;
  }

  protected async call(info: IHttpBridgeRequestInfo): Promise<IHttpResponse> {
    const exchange = prepareRequest(info);
    const record = this.record(info.appId, exchange);
    try {
      const timeout = AbortSignal.timeout(info.request.timeout || DEFAULT_TIMEOUT_MS);
      const response = await followRedirects(exchange, AbortSignal.any([timeout, this.stopped]));
      record.status = response.status;
      return await readResponse(info, response);
    } catch (error) {
      record.error = reasonOf(error);
      throw new Error(`request to ${exchange.url} failed, reason: ${record.error}`);
    } finally {
      record.endedAt = this.clock();
    }
  }

  private record(appId: string, { method, url, headers, body }: Exchange): OutgoingRequest {
    const entry = {
      appId,
      method,
      url,
      headers: { ...headers },
      body: body?.toString() ?? '',
      startedAt: this.clock(),
    };
    this.outgoing.push(entry);
    return entry;
  }
}

async function readResponse({ url, method, request }: IHttpBridgeRequestInfo, response: Response) {
  const bytes = Buffer.from(await response.arrayBuffer());
  const head = { url, method, statusCode: response.status, headers: Object.fromEntries(response.headers) };
  // `content` is declared a string; with `encoding: null` the server gives the Buffer all the same.
  if (request.encoding === null) return { ...head, content: bytes as unknown as string };
  const content = bytes.toString(request.encoding as BufferEncoding | undefined);
  return { ...head, content, data: readJson(response, content) };
}

function readJson(response: Response, content: string): unknown {
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  if (!JSON_TYPES.includes(type)) return null;
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

/** The system's code (ECONNREFUSED …) where there is one: apps look for it in the message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  // With two addresses to try (localhost) the message is empty and only the code says why.
  return cause.message || ('code' in cause ? String(cause.code) : error.message);
}
