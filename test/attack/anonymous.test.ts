import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../testbed/workspace/workspace.ts';
import { type Installed, startInstalled } from '../app/installed-app.ts';
import { canMeasure, sandboxPid } from '../app/process-memory.ts';
import { byLength, isLong } from '../how-long.ts';
import { report } from '../promises.ts';
import { type Anonymous, anonymousRequests, knockAt } from './anonymous.ts';

/** One each 20 ms, while signed commands go on. Attack and rest take turns, so that the machine is the same in both. */
const COUNT = byLength({ long: 1_000, short: 150 });
const KNOCK_EVERY_MS = 20;
const COMMAND_EVERY_MS = 50;
const WAVE = 50;
/** Other work of the machine may fall into one of the two: then it is measured again, twice at most. */
const SERIES = byLength({ long: 3, short: 1 });
const MOST = 1.5;

describe.each(['deno', 'node'] satisfies Sandbox[])(
  'an attacker who knows only the address (%s sandbox)',
  (sandbox) => {
    const where = `app, ${sandbox}`;
    let installed: Installed;
    let starts: number;
    let pid: number;

    const startsOf = () => installed.workspace.logs.filter((line) => line.includes('onnected to OpenClaw')).length;

    beforeAll(async () => {
      installed = await startInstalled(sandbox, writeSecret(randomBytes(32)));
      starts = startsOf();
      pid = canMeasure ? sandboxPid() : 0;
    });
    afterAll(() => installed?.workspace.stop());

    /** Signed commands at a steady rate until it is over → their times in ms, NaN for one that failed. */
    async function commandsUntil(isOver: () => boolean): Promise<number[]> {
      const all: Promise<number>[] = [];
      for (let due = performance.now(); !isOver(); due += COMMAND_EVERY_MS) {
        await sleep(Math.max(0, due - performance.now()));
        all.push(timeOfOne());
      }
      return Promise.all(all);
    }

    async function timeOfOne(): Promise<number> {
      const started = performance.now();
      const answer = await installed.gateway.command({ command: 'history', roomId: 'GENERAL', limit: 5 });
      return (answer as { ok?: boolean }).ok ? performance.now() - started : Number.NaN;
    }

    async function besides(work: () => Promise<unknown>): Promise<number[]> {
      let isOver = false;
      const times = commandsUntil(() => isOver);
      await work();
      isOver = true;
      return times;
    }

    async function series() {
      const statuses = new Map<number | undefined, number>();
      const times = { rest: [] as number[], attack: [] as number[] };
      const wrong: string[] = [];
      const requests = anonymousRequests(COUNT);
      const knock = async (each: Anonymous) => {
        const status = await knockAt(installed.workspace.url, each);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status !== undefined && (status < 400 || status >= 500)) wrong.push(`${each.what}: ${status}`);
      };
      const pace = async (wave: readonly Anonymous[], each: (request: Anonymous) => Promise<void>) => {
        const under: Promise<void>[] = [];
        let due = performance.now();
        for (const request of wave) {
          under.push(each(request));
          due += KNOCK_EVERY_MS;
          await sleep(Math.max(0, due - performance.now()));
        }
        await Promise.all(under);
      };
      for (let at = 0; at < requests.length; at += WAVE) {
        const wave = requests.slice(at, at + WAVE);
        times.rest.push(...(await besides(() => pace(wave, async () => undefined))));
        times.attack.push(...(await besides(() => pace(wave, knock))));
      }
      return { statuses, times, wrong };
    }

    test(`[S15] ${COUNT} requests: no command fails, and the sandbox stays`, async () => {
      let ratio = Number.POSITIVE_INFINITY;
      for (let turn = 0; turn < SERIES && ratio > MOST; turn++) {
        const { statuses, times, wrong } = await series();
        expect(wrong).toEqual([]);
        const all = [...times.rest, ...times.attack];
        const failed = all.filter(Number.isNaN).length;
        const [rest, attack] = [p99(times.rest), p99(times.attack)];
        ratio = attack / rest;
        const answers = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
        report({ where, what: 'anonymous requests that came to nothing', tried: COUNT, held: COUNT, note: answers });
        const note = `p99 ${attack.toFixed(1)} ms, at rest ${rest.toFixed(1)} ms: ${ratio.toFixed(2)} times`;
        report({ where, what: 'commands meanwhile', tried: all.length, held: all.length - failed, note });
        expect(failed).toBe(0);
      }
      const restarts = startsOf() - starts + (canMeasure && sandboxPid() !== pid ? 1 : 0);
      report({ where, what: 'no restart of the sandbox', tried: 1, held: restarts === 0 ? 1 : 0 });
      expect(restarts).toBe(0);
      if (isLong()) expect(ratio).toBeLessThanOrEqual(MOST);
    }, 600_000);
  },
);

function p99(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.NaN;
}
