import { UNAUTHORIZED_BODY, UNREACHED } from '@rocketchat-openclaw/shared';
import { errorCode } from '../../app-client/failure.ts';
import { REACHED } from '../../texts/connect.ts';
import { COMMAND_FAULT } from '../../texts/faults.ts';

/** One thing that was tried over the network, as a line for the operator. */
export interface Reached {
  readonly ok: boolean;
  readonly line: string;
}

export interface Network {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** A signal that is aborted after so many milliseconds. */
  readonly timeout: (ms: number) => AbortSignal;
  readonly pause: (ms: number) => Promise<void>;
  /** For waiting: unlike a clock it never goes back. */
  readonly stopwatch: () => number;
}

const ANSWER_MS = 10_000;
const TAKEN_OVER_MS = 20_000;
const LOOK_AGAIN_MS = 250;
const OLDEST_MAJOR = 8;

/** Does the workspace's address answer as a Rocket.Chat server does? */
export async function reachWorkspace(baseUrl: string, network: Network): Promise<Reached> {
  const answer = await ask(`${baseUrl}/api/info`, { method: 'GET' }, network);
  if (typeof answer === 'string') return failed(REACHED.no(baseUrl, answer));
  const { status, to, text } = answer;
  if (to !== undefined) return failed(REACHED.redirects(baseUrl, to));
  const version = versionIn(text);
  if (version === undefined) return failed(REACHED.otherServer(baseUrl, status));
  if (Number.parseInt(version, 10) < OLDEST_MAJOR) return failed(REACHED.oldWorkspace(baseUrl, version));
  return { ok: true, line: REACHED.workspace(baseUrl, version) };
}

/** Does this address lead to the door of the account? Events without a signature are refused there in our words. */
export async function reachDoor(url: string, webhookPath: string, network: Network): Promise<Reached> {
  const address = `${url}${webhookPath}/events`;
  const answer = await ask(address, { method: 'POST' }, network);
  if (typeof answer === 'string') return failed(REACHED.no(url, answer));
  if (answer.to !== undefined) return failed(REACHED.redirects(url, answer.to));
  if (isOurs(answer)) return { ok: true, line: REACHED.gateway(address) };
  return failed(REACHED.otherDoor(url, answer.status));
}

/** Waits until the gateway on this machine has taken a new account over. */
export async function gatewayHasIt(port: number, webhookPath: string, network: Network): Promise<Reached> {
  const url = `http://127.0.0.1:${port}`;
  const until = network.stopwatch() + TAKEN_OVER_MS;
  while (network.stopwatch() < until) {
    const answer = await ask(`${url}${webhookPath}/events`, { method: 'POST' }, network);
    if (answer === UNREACHED.ECONNREFUSED) return failed(REACHED.notRunning(url));
    if (typeof answer === 'object' && isOurs(answer))
      return { ok: true, line: REACHED.gateway(`${url}${webhookPath}/events`) };
    await network.pause(LOOK_AGAIN_MS);
  }
  return failed(REACHED.notStarted(url));
}

interface Answer {
  readonly status: number;
  /** Where it redirects to. */
  readonly to: string | undefined;
  readonly text: string;
}

const WHY_BY_CODE: Readonly<Record<string, string>> = UNREACHED;

/** @returns the reason in words if there was no answer */
async function ask(url: string, init: RequestInit, { fetch, timeout }: Network): Promise<Answer | string> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: timeout(ANSWER_MS) });
    const isRedirect = response.status >= 300 && response.status < 400;
    const to = isRedirect ? (response.headers.get('location') ?? '?') : undefined;
    return { status: response.status, to, text: (await response.text()).slice(0, MOST_CHARS) };
  } catch (error) {
    const code = errorCode(error);
    return WHY_BY_CODE[code] ?? (code === COMMAND_FAULT.noReason ? messageOf(error) : code);
  }
}

/** Such as `bad port`, which has no code. */
function messageOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

/** Our answers are short; so is that of `/api/info` to a stranger. */
const MOST_CHARS = 10_000;

const failed = (line: string): Reached => ({ ok: false, line });

const isOurs = ({ status, text }: Answer): boolean => status === 401 && text === UNAUTHORIZED_BODY;

function versionIn(text: string): string | undefined {
  try {
    const info = JSON.parse(text) as { success?: unknown; version?: unknown } | null;
    return info?.success === true && typeof info.version === 'string' ? info.version : undefined;
  } catch {
    return undefined;
  }
}
