import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { type ConnectedApp, startConnected } from './connected-app.ts';
import { restarted } from './restarted.ts';
import { whispersFor } from './whispers.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 31 + i * 3));
const TIME = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`;

describe.each(['deno', 'node'] satisfies Sandbox[])('/openclaw log (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: ConnectedApp['gateway'];
  let commands: ConnectedApp['commands'];

  beforeAll(async () => {
    const connected = await startConnected(sandbox, secret);
    ({ workspace, gateway, commands } = connected);
    await workspace.client('bob').createRoom('secret-plans', { isPrivate: true, members: ['openclaw.bot'] });
    return connected.stop;
  });

  const log = (words = '') => whispersFor(workspace, `log ${words}`.trim());
  const say = async (room: string, words: string) =>
    `message.sent:${(await workspace.client('bob').say(room, `@openclaw.bot ${words}`))._id}`;
  const arrives = (id: string) =>
    vi.waitFor(() => expect(gateway.accepted().map((event) => event.id)).toContain(id), { timeout: 10_000 });

  test('shows each event with its room, outcome, time and id, and never its text', async () => {
    const id = await say('#general', 'the launch code is 4711');
    await arrives(id);
    await vi.waitFor(async () => expect(await log()).toContain(id));
    const text = await log();
    expect(text).toMatch(new RegExp(`• ${TIME} → \`message\\.sent\` in #general: accepted \\(\\d+ ms\\), \`${id}\``));
    expect(text).not.toContain('4711');
  });

  test('shows each command of the gateway with its key, and a refusal by its code', async () => {
    await commands.command({ command: 'post', key: 'key-of-a-post', roomId: 'GENERAL', text: 'answer 4712' });
    await commands.command({ command: 'post', key: 'key-of-a-refusal', roomId: 'nowhere', text: 'answer 4713' });
    const text = await log();
    expect(text).toMatch(/← `post` in #general: done \(\d+ ms\), `key-of-a-post`/);
    expect(text).toMatch(/← `post` in room `nowhere`: refused: [a-z-]+ \(\d+ ms\), `key-of-a-refusal`/);
    expect(text).not.toMatch(/471[23]/);
  });

  test('names no room that this admin cannot open', async () => {
    const id = await say('#secret-plans', 'hello');
    await arrives(id);
    await vi.waitFor(async () => expect(await log()).toContain(id));
    const text = await log();
    expect(text).not.toContain('secret-plans');
    expect(text).toMatch(new RegExp(`in room \`\\w+\`: accepted \\(\\d+ ms\\), \`${id}\``));
  });

  test('shows twenty, or as many as one asks for, or those of one id', async () => {
    for (let n = 0; n < 25; n++)
      await commands.command({ command: 'members', key: `a-look-at-${n}`, roomId: 'GENERAL', limit: 5 });
    const lines = async (words?: string) => (await log(words)).split('\n').filter((line) => line.startsWith('•'));
    expect(await lines()).toHaveLength(20);
    expect((await lines('50')).length).toBeGreaterThan(25);
    expect(await lines('1')).toHaveLength(1);
    expect(await lines('A-look-at-7')).toEqual([expect.stringContaining('`a-look-at-7`')]);
    expect(await log('no-such-id')).toBe('No entry of the last 200 has “no-such-id” in its id or as its room.');
  });

  test('is for admins alone', async () => {
    workspace.store.ephemerals.splice(0);
    await workspace.client('bob').command('#general', '/openclaw log');
    const told = workspace.store.ephemerals.map(({ text }) => text).join('\n');
    expect(told).not.toContain('message.sent');
    expect(told).toContain('`/openclaw status`');
  });

  test('says of an event that it waits, and later that it arrived', async () => {
    gateway.refuseWith(503);
    const id = await say('#general', 'are you there?');
    await vi.waitFor(async () => expect(await log(id)).toContain('waits here, because the last attempt failed: '), {
      timeout: 10_000,
    });
    gateway.refuseWith(undefined);
    await commands.greet();
    await arrives(id);
    await vi.waitFor(async () => expect(await log(id)).toContain(': accepted ('), { timeout: 10_000 });
  });

  test('says of an event that the gateway has refused that it was refused', async () => {
    gateway.answerWith({ outcome: 'refused', reason: 'unknown account' });
    const id = await say('#general', 'and now?');
    await vi.waitFor(async () => expect(await log(id)).toContain(': refused: unknown account ('), { timeout: 10_000 });
    gateway.answerWith(undefined);
  });

  test('costs no write of its own', async () => {
    const writes = () =>
      Object.entries(workspace.bridgeCalls.byName()).filter(([name]) => /create|update|remove/i.test(name));
    await commands.command({ command: 'members', roomId: 'GENERAL', limit: 5 });
    workspace.bridgeCalls.reset();
    await commands.command({ command: 'members', roomId: 'GENERAL', limit: 5 });
    expect(writes()).toEqual([]);
  });

  test('outlives the app being switched off, and a killed process', async () => {
    const id = await say('#general', 'remember this');
    await arrives(id);
    await vi.waitFor(async () => expect(await log(id)).toContain(id));
    await workspace.app(APP_ID).disable();
    await workspace.app(APP_ID).enable();
    await restarted(workspace, () => workspace.app(APP_ID).killSandbox());
    expect(await log(id)).toContain(`\`${id}\``);
  });
});
