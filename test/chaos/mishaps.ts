import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Asked, Passed } from '../flow/stand-between.ts';

/** State of the network between two requests. */
export interface Air {
  /** In milliseconds: longer than the client waits for the answer. */
  readonly lateMs: number;
  /** Ends when another request has passed, or when none comes. */
  overtaken(): Promise<void>;
  /** From 0 to 1, below 1. */
  readonly dice: () => number;
}

type Happen = (asked: Asked, res: ServerResponse, air: Air) => Promise<unknown>;

/** Mishaps of one request, instead of its being handed on and its answer handed back. */
const MISHAPS = {
  /** The server never hears of it. */
  dropped: async (_asked, res) => res.destroy(),
  /** The server has done it, and nobody hears the answer. */
  unheard: async ({ forward }, res) => {
    await forward();
    res.destroy();
  },
  doubled: async ({ forward }, res) => {
    await forward();
    give(await forward(), res);
  },
  /** It arrives after one that was sent later. */
  overtaken: async ({ forward }, res, { overtaken }) => {
    await overtaken();
    give(await forward(), res);
  },
  /** Reset in the middle of its body. */
  torn: async ({ tear }, res) => {
    await tear();
    reset(res);
  },
  /** Reset before the server had it. */
  reset: async (_asked, res) => reset(res),
  /** Reset in the middle of the answer. */
  cut: async ({ forward }, res) => {
    const { status, headers, answer } = await forward();
    res.writeHead(status, headers).write(answer.subarray(0, Math.floor(answer.length / 2)), () => reset(res));
  },
  /** The answer comes when nobody waits for it now. */
  late: async ({ forward }, res, { lateMs }) => {
    const passed = await forward();
    await sleep(lateMs, undefined, { ref: false });
    give(passed, res);
  },
  /** Something before the server says no; the server never hears of it. */
  refused: async (_asked, res, { dice }) => {
    const [status, headers, page] = REFUSALS[Math.floor(dice() * REFUSALS.length)] ?? REFUSALS[0];
    res.writeHead(status, headers).end(page);
  },
} satisfies Record<string, Happen>;

export type Mishap = keyof typeof MISHAPS;
export const MISHAP_NAMES = Object.keys(MISHAPS) as Mishap[];

/** As proxies and servers under load say it. */
const REFUSALS = [
  [503, { 'retry-after': '1' }, ''],
  [503, {}, 'Service Unavailable'],
  [429, { 'retry-after': '1' }, ''],
  [502, { 'content-type': 'text/html' }, '<html><h1>502 Bad Gateway</h1><hr>nginx</html>'],
] as const;

export const happen = (mishap: Mishap, ...to: Parameters<Happen>): Promise<unknown> => MISHAPS[mishap](...to);

export function give({ status, headers, answer }: Passed, res: ServerResponse): void {
  res.writeHead(status, headers).end(answer);
}

function reset(res: ServerResponse): void {
  res.socket?.resetAndDestroy();
}
