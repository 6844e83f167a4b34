import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { type ConnectedApp, startConnected } from './connected-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 200 - i * 3));

describe.each(['deno', 'node'] satisfies Sandbox[])('events that leave the workspace (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: ConnectedApp['gateway'];

  beforeAll(async () => {
    const connected = await startConnected(sandbox, secret);
    ({ workspace, gateway } = connected);
    return connected.stop;
  });

  const texts = () =>
    gateway.batches
      .flatMap((batch) => batch.events)
      .flatMap((event) => ('message' in event && event.message && 'text' in event.message ? [event.message.text] : []));

  /** Says something that must stay, then something that must leave: when the second is out, the first had its chance. */
  async function leavesAfter(stay: () => Promise<unknown>, marker: string): Promise<void> {
    const before = workspace.outgoing.length;
    await stay();
    await workspace.client('bob').say('@openclaw.bot', marker);
    await vi.waitFor(() => expect(texts()).toContain(marker), { timeout: 10_000 });
    expect(workspace.outgoing.length - before).toBe(1);
  }

  test('a direct message and a mention leave, each once', async () => {
    const bob = workspace.client('bob');
    await bob.say('@openclaw.bot', 'hello');
    await bob.say('#general', '@openclaw.bot hello general');
    await vi.waitFor(() => expect(texts()).toEqual(expect.arrayContaining(['hello', '@openclaw.bot hello general'])), {
      timeout: 10_000,
    });
    expect(texts()).toHaveLength(2);
  });

  test.each([
    ['an unmentioned message in #general', () => workspace.client('bob').say('#general', 'nobody in particular')],
    ['a direct message to carol', () => workspace.client('bob').say('@carol', 'our secret')],
    ['a direct message to carol about the bot', () => workspace.client('bob').say('@carol', '@openclaw.bot is odd')],
    ['@all', () => workspace.client('bob').say('#general', '@all hello')],
    ['a mention in code', () => workspace.client('bob').say('#general', 'type `@openclaw.bot hi` to ask')],
    ['a mention in a quote', () => workspace.client('bob').say('#general', '> @openclaw.bot hi\nwho was that?')],
    ['a command, to a gateway that named none', () => workspace.client('bob').say('#general', '!status')],
    ['a name that only begins like the bot’s', () => workspace.client('bob').say('#general', '@openclaw.botty hi')],
  ])('%s stays: no request at all', async (what, stay) => {
    await leavesAfter(stay, `after ${what}`);
  });

  test('a mention in a private room stays until the bot is invited there', async () => {
    const alice = workspace.client('alice');
    await leavesAfter(() => alice.say('#ops', '@openclaw.bot not yet'), 'before the invitation');
    await alice.invite('#ops', 'openclaw.bot');
    await alice.say('#ops', '@openclaw.bot now');
    await vi.waitFor(() => expect(texts()).toContain('@openclaw.bot now'), { timeout: 10_000 });
    expect(texts()).not.toContain('@openclaw.bot not yet');
  });

  test('a message for somebody else costs no call from the app to the server', async () => {
    const { handled } = await quietly(() => workspace.client('bob').say('#general', 'just chatting'));
    expect(handled).toEqual({});
  });

  /** The app's calls to the server while it handles what `act` does. Logging and liveness are not calls of the app. */
  async function quietly(act: () => Promise<unknown>) {
    await vi.waitFor(() => expect(workspace.outgoing.every((request) => request.endedAt !== undefined)).toBe(true));
    // Events that have left are forgotten after that.
    await vi.waitFor(() => expect(JSON.stringify([...workspace.store.persistence.values()])).not.toContain('outbox:'));
    workspace.bridgeCalls.reset();
    const handledBefore = handledMessages();
    await act();
    await vi.waitFor(() => expect(handledMessages()).toBeGreaterThan(handledBefore), { timeout: 10_000 });
    return { handled: workspace.bridgeCalls.byName() };
  }

  const handledMessages = () =>
    workspace.logs.filter((line) => line.includes('executePostMessageSent') && line.includes('successfully')).length;

  test('nothing that left names an e-mail address', () => {
    const left = JSON.stringify(workspace.outgoing.map((request) => request.body));
    const addresses = [...workspace.store.users.values()].flatMap((user) =>
      (user.emails ?? []).map((email) => email.address),
    );
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(left).not.toContain(address);
    expect(left).not.toContain('@example');
  });

  test('with the gateway gone, one clear warning names the address, and the app lives on', async () => {
    await gateway.stop();
    const warnings = () =>
      workspace.logs.filter((line) => line.startsWith('warn') && line.includes('OpenClaw is away, events wait'));
    const before = warnings().length;
    await workspace.client('bob').say('@openclaw.bot', 'are you there?');
    await vi.waitFor(() => expect(warnings()).toHaveLength(before + 1), { timeout: 10_000 });
    expect(warnings().at(-1)).toContain(`${gateway.url}/rocketchat/default/events cannot be reached`);
    expect(warnings().at(-1)).toContain('ECONNREFUSED');
    expect(workspace.app(APP_ID).status()).toMatch(/enabled/);
  });

  test('no log holds the secret, a key or a token', async () => {
    const log = workspace.logs.join('\n');
    expect(log).not.toContain(secret);
    expect(log).not.toContain(secret.slice('rcoc_'.length));
    const signatures = workspace.outgoing.map((request) => request.headers['authorization']?.split('.')[2] ?? '');
    expect(signatures.length).toBeGreaterThan(0);
    for (const signature of signatures) expect(log).not.toContain(signature);
  });
});
