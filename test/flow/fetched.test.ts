import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { APP_ID } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import type { MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT, connectWorkspace, saidByBot } from './connected-workspace.ts';
import { AGENT_WORKSPACE } from './gateway-setup.ts';
import { part } from './part.ts';

// Other suites try a workspace that is fetched from as well (`PEERS`); this one does not repeat them.
const WAIT = { timeout: 50_000, interval: 30 };

let workspace: Workspace;

beforeAll(async () => {
  workspace = await connectWorkspace('node', 'pulled');
});
afterAll(() => workspace?.stop());

const posts = () => saidByBot(workspace);
const whispers = () => workspace.store.ephemerals.map(({ text }) => text).join('\n');

test('a command that is typed is answered by the gateway, which knows who may use it', async () => {
  await workspace.client('bob').command('#general', '/openclaw model');
  await vi.waitFor(() => expect(whispers()).toMatch(/^You are not allowed to use this command/), WAIT);
});

test('a click is answered in time, and the turn that waits for it goes on', async () => {
  const options = [{ label: 'Staging' }, { label: 'Production' }];
  const questions = [{ id: 'target', header: 'Where', question: 'Where to deploy?', options }];
  const words = await part({ calls: [{ tool: 'ask_user', arguments: { questions } }] }, 'deployed');
  await workspace.client('bob').say('#general', `@${BOT} ${words}`);
  const asked = await vi.waitFor(() => {
    const found = posts().find(({ msg, blocks }) => msg.includes('Where to deploy') && blocks?.length);
    if (!found) throw new Error('nothing is asked');
    return structuredClone(found);
  }, WAIT);
  const button = (asked.blocks as { elements?: { actionId: string; value: string; text: { text: string } }[] }[])
    .flatMap(({ elements = [] }) => elements)
    .find(({ text }) => text.text === 'Staging');
  await workspace.client('bob').click(APP_ID, asked._id, button?.actionId ?? '', button?.value);
  await vi.waitFor(() => expect(posts().map(({ msg }) => msg)).toContain('deployed'), WAIT);
});

// OpenClaw lets no smaller ones out; those are brought in test/app/fetched.test.ts.
test.each([100 * 1024, 3 * 1024 * 1024])(
  'a file of the agent’s of %i bytes comes as it is, and nothing is pulled',
  async (size) => {
    const home = path.join(inject('gateway').folder, AGENT_WORKSPACE);
    const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(size - 9)]);
    await mkdir(home, { recursive: true });
    await writeFile(path.join(home, `fetched-${size}.pdf`), bytes);
    const send = { action: 'send', message: `of ${size}`, media: `./fetched-${size}.pdf` };
    const question = await workspace
      .client('bob')
      .say('#general', `@${BOT} ${await part({ calls: [{ tool: 'message', arguments: send }] }, `sent ${size}`)}`);
    const after = ({ ts }: MessageRecord) => posts().filter((each) => each.ts >= ts);
    await vi.waitFor(() => expect(after(question).map(({ msg }) => msg)).toContain(`sent ${size}`), WAIT);
    const [text] = after(question);
    const file = after(question).find((each) => each.file);
    expect([text?.msg, file?.file?.name]).toEqual([`of ${size}`, `fetched-${size}.pdf`]);
    expect(Buffer.compare(workspace.store.uploads.get(file?.file?._id ?? '')?.bytes ?? Buffer.of(1), bytes)).toBe(0);
    expect(workspace.outgoing).toEqual([]);
  },
);
