import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { MessageRecord, Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { canMeasure, residentMb, sandboxPid } from '../app/process-memory.ts';
import { answerTo, BOT, connectWorkspace } from '../flow/connected-workspace.ts';
import { align } from '../flow/events-tables.ts';
import { AGENT_WORKSPACE } from '../flow/gateway-setup.ts';
import { openLiveConfig } from '../flow/live-config.ts';
import { part } from '../flow/part.ts';

const MB = 1_024 * 1_024;
const SIZE = 10 * MB;
const PHASES = ['before the pull', 'from the pull on'] as const;
const figures: string[][] = [['sandbox', 'sent by', 'process', 'at rest', ...PHASES.map((phase) => `most ${phase}`)]];

// The cost of a file on its way: OpenClaw reads it before we are asked to send it, and the engine carries it into the
// sandbox and out again before it is stored; neither is ours to change, so the peaks are printed and have no limit.
describe.skipIf(!canMeasure).each(['deno', 'node'] satisfies Sandbox[])(
  canMeasure
    ? 'a file of 10 MB from a local path (%s sandbox)'
    : 'a file of 10 MB (skipped: memory is read from /proc, which only Linux has)',
  (sandbox) => {
    let workspace: Workspace;
    let live: Awaited<ReturnType<typeof openLiveConfig>>;
    const home = path.join(inject('gateway').folder, AGENT_WORKSPACE);

    beforeAll(async () => {
      workspace = await connectWorkspace(sandbox);
      // Without it OpenClaw's own limit counts for a MEDIA line, which is 5 MB.
      live = await openLiveConfig();
      await live.change(({ accounts }) => Object.assign(accounts[sandbox] ?? {}, { mediaMaxMb: 20 }));
      await mkdir(home, { recursive: true });
      // A turn and a small file first, so that rest means warm.
      await aFile('small.pdf', 1_000_000);
      await sendByLine('small.pdf');
      await sendByTool('small.pdf');
    });
    afterAll(async () => {
      await live?.restore();
      await workspace?.stop();
    });

    async function aFile(name: string, size: number): Promise<Buffer> {
      const content = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(size - 9)]);
      await writeFile(path.join(home, name), content);
      return content;
    }

    const ask = async (words: string): Promise<MessageRecord> => {
      const question = await workspace.client('bob').say(`@${BOT}`, words);
      return answerTo(workspace, question);
    };
    const sendByLine = async (name: string) => ask(await part(`here\nMEDIA:./${name}`));
    const sendByTool = async (name: string) => {
      const send = { action: 'send', message: 'here', media: `./${name}` };
      return ask(await part({ calls: [{ tool: 'message', arguments: send }] }, 'sent'));
    };

    test.each([
      ['a MEDIA line', sendByLine],
      ['the message tool', sendByTool],
    ] as const)(
      'sent by %s arrives byte-equal; what that costs is printed',
      async (by, send) => {
        const bytes = await aFile('large.pdf', SIZE);
        const pids = { gateway: inject('gateway').pid, sandbox: sandboxPid() };
        const rest = { gateway: await atRest(pids.gateway), sandbox: await atRest(pids.sandbox) };
        const most = { gateway: [0, 0], sandbox: [0, 0] };
        const before = pulls();
        const timer = setInterval(() => {
          const phase = pulls() > before ? 1 : 0;
          for (const name of ['gateway', 'sandbox'] as const)
            most[name][phase] = Math.max(most[name][phase] ?? 0, residentMb(pids[name]));
        }, 5);
        const message = await send('large.pdf');
        clearInterval(timer);
        for (const name of ['gateway', 'sandbox'] as const) {
          const grown = most[name].map((peak) =>
            peak ? `${peak - rest[name] < 0 ? '' : '+'}${peak - rest[name]} MB` : '-',
          );
          figures.push([sandbox, by, name, `${rest[name]} MB`, ...grown]);
        }
        expect(Buffer.compare(await download(message), bytes)).toBe(0);
      },
      120_000,
    );

    const pulls = () => workspace.outgoing.filter(({ url }) => url.includes('/files/')).length;

    async function download(message: MessageRecord): Promise<Buffer> {
      const { authToken, userId } = await workspace.client('bob').login();
      const headers = { 'x-auth-token': authToken, 'x-user-id': userId };
      const link = String(message.attachments?.[0]?.['title_link']);
      return Buffer.from(await (await fetch(workspace.url + link, { headers })).arrayBuffer());
    }
  },
);

afterAll(() => console.log(align(figures)));

/** When it no longer falls: three looks in a row within 1 MB. */
async function atRest(pid: number): Promise<number> {
  const looks: number[] = [];
  return vi.waitFor(
    () => {
      looks.push(residentMb(pid));
      const last = looks.slice(-3);
      if (last.length < 3 || Math.max(...last) - Math.min(...last) > 1) throw new Error('the process is not at rest');
      return Math.min(...last);
    },
    { timeout: 30_000, interval: 250 },
  );
}
