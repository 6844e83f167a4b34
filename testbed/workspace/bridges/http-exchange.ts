import type { IHttpBridgeRequestInfo } from '@rocket.chat/apps-engine/server/bridges/HttpBridge.js';

export interface Exchange {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer | undefined;
}

/** Of 8.8 and later; older ones follow 20. */
const MAX_REDIRECTS = 5;

/** The rules of bridges/http.ts and packages/server-fetch for what goes out. */
export function prepareRequest({ url: address, method: verb, request }: IHttpBridgeRequestInfo): Exchange {
  const url = new URL(address);
  const method = verb.toUpperCase();
  const headers: Record<string, string> = { ...request.headers };
  const bodyless = method === 'GET' || method === 'HEAD';
  if (request.auth) headers['Authorization'] = basic(request.auth);

  let body: string | Buffer | undefined = request.content;
  if (!body && typeof request.data === 'object') {
    // server-fetch turns objects into JSON for these methods only.
    body = method === 'PATCH' ? String(request.data) : JSON.stringify(request.data);
    if (!hasHeader(headers, 'content-type')) headers['Content-Type'] = 'application/json';
  }
  if (body || bodyless) {
    for (const [name, value] of Object.entries(request.params ?? {})) if (value) url.searchParams.append(name, value);
  } else if (request.params) {
    // The runtime always sends `params`, so a POST without content goes out as an empty form.
    body = new URLSearchParams(request.params).toString();
    headers['Content-Type'] = 'application/x-www-form-urlencoded';
  }
  return { url: url.href, method, headers, body: bodyless ? undefined : body };
}

/** Follows redirects with the same method, body and headers, Authorization among them, as server-fetch does. */
export async function followRedirects(exchange: Exchange, signal: AbortSignal): Promise<Response> {
  let url = exchange.url;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const response = await fetch(url, {
      method: exchange.method,
      headers: exchange.headers,
      redirect: 'manual',
      signal,
      ...(exchange.body === undefined ? {} : { body: exchange.body as string }),
    });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || !location) return response;
    await response.body?.cancel();
    url = new URL(location, url).href;
  }
  throw new Error(`maximum redirect reached at: ${exchange.url}`);
}

function basic(auth: string): string {
  if (!auth.includes(':')) throw new Error('auth option should be of the form "username:password"');
  return `Basic ${Buffer.from(auth, 'ascii').toString('base64')}`;
}

function hasHeader(headers: Record<string, string>, name: string): boolean {
  return Object.keys(headers).some((key) => key.toLowerCase() === name);
}
