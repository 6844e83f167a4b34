import http from 'node:http';
import { type Forge, type Knock, openForge, type Target } from './forge.ts';

/** An answer: its status, and all of it that may differ from one refusal to the next. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Status line, headers without the date, and body: two refusals are alike when these are. */
  readonly face: string;
}

/** Somebody knocks at a door again and again, and everything that comes back is counted. */
export interface Siege<T extends Target = Target> {
  readonly forge: Forge;
  readonly target: T;
  knock(knock: Knock): Promise<Answer>;
  /** All of them, a few at a time → those that were not refused with a 4xx, in words. */
  knockAll(knocks: readonly Knock[], inFlight?: number): Promise<string[]>;
  /** How often each status came back so far. */
  readonly statuses: Map<number, number>;
  /** The faces of all 401s so far. */
  readonly unauthorized: Set<string>;
}

export async function openSiege<T extends Target>(target: T): Promise<Siege<T>> {
  const forge = await openForge(target);
  const statuses = new Map<number, number>();
  const unauthorized = new Set<string>();
  let sent = 0;

  async function knock(request: Knock): Promise<Answer> {
    const answer = await send(new URL(target.url), request, addressFor(sent++));
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    if (answer.status === 401) unauthorized.add(answer.face);
    return answer;
  }

  return {
    forge,
    target,
    statuses,
    unauthorized,
    knock,
    async knockAll(knocks, inFlight = 8) {
      const wrong: string[] = [];
      const waiting = knocks.values();
      const work = async () => {
        for (const each of waiting) {
          const status = await knock(each).then((answer) => answer.status, String);
          if (typeof status === 'string' || status < 400 || status > 499) wrong.push(`${each.what}: ${status}`);
        }
      };
      await Promise.all(Array.from({ length: inFlight }, work));
      return wrong;
    },
  };
}

/** After a hundred failures in a minute a visitor gets 429, so the attacker has as many addresses as the machine gives. */
function addressFor(count: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const at = Math.floor(count / 50);
  return `127.${1 + (Math.floor(at / 62_500) % 250)}.${Math.floor(at / 250) % 250}.${1 + (at % 250)}`;
}

/** By hand, because `fetch` tidies up what it is given. One connection each: a refusal closes it. */
function send(
  url: URL,
  { method = 'POST', path, headers, body }: Knock,
  localAddress: string | undefined,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const request = http.request({
    host: url.hostname,
    port: url.port,
    method,
    path: path ?? url.pathname,
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    agent: false,
    ...(localAddress && { localAddress }),
  });
  let isAnswered = false;
  request.on('response', (response) => {
    isAnswered = true;
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => {
      const status = response.statusCode ?? 0;
      const text = Buffer.concat(chunks).toString('latin1');
      const { date: _, ...rest } = response.headers;
      resolve({ status, body: text, face: JSON.stringify([status, response.statusMessage, rest, text]) });
    });
  });
  // A refused body may still be on its way when the connection closes.
  request.on('error', (error) => !isAnswered && reject(error));
  request.setTimeout(30_000, () => request.destroy(new Error('no answer for 30 s')));
  request.end(body);
  return promise;
}

/** How many requests were answered, and how many of them with a 4xx. */
export function tally(statuses: ReadonlyMap<number, number>): { all: number; refused: number } {
  let [all, refused] = [0, 0];
  for (const [status, count] of statuses) {
    all += count;
    if (status >= 400 && status < 500) refused += count;
  }
  return { all, refused };
}
