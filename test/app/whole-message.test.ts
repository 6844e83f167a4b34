import { type Event, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in.ts';
import { type Installed, startInstalled } from './installed-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 31 + i * 3));
const BOT = 'openclaw.bot';
const PNG = { name: 'door.png', type: 'image/png', bytes: new Uint8Array([137, 80, 78, 71]) };
const PATIENCE = { timeout: 20_000, interval: 50 };

type Said = Extract<Event, { type: 'message.sent' | 'message.updated' }>;
type Past = { result: { messages: { message: Said['message']; actor: Said['actor'] }[] } };

describe.each(['deno', 'node'] satisfies Sandbox[])('all that is said in a message (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: GatewayStandIn;
  let commands: Installed['gateway'];

  beforeAll(async () => {
    gateway = await startGatewayStandIn(secret);
    ({ workspace, gateway: commands } = await startInstalled(sandbox, secret, gateway.url));
  });

  afterAll(async () => {
    await workspace?.stop();
    await gateway?.stop();
  });

  /** The event of a message, when it has left. */
  const told = (id: string, type: Said['type'] = 'message.sent') =>
    vi.waitFor(() => {
      const found = gateway.accepted().find((event) => event.type === type && event.message.id === id);
      expect(found).toBeDefined();
      return (found as Said).message;
    }, PATIENCE);
  const staysAs = (id: string, why: string) =>
    vi.waitFor(() => expect(workspace.logs.join('\n')).toContain(`egress ${id} stays: ${why}`), PATIENCE);
  /** A message of the room as the gateway reads it. */
  const read = async (roomId: string, id: string) => {
    const { result } = (await commands.command({ command: 'history', roomId, limit: 50 })) as Past;
    return result.messages.find(({ message }) => message.id === id)?.message;
  };

  describe('[F2] captions', () => {
    test('of a phone call the bot, and are the text of the message, at once and in the history', async () => {
      const description = `@${BOT} what is on this picture?`;
      const { _id } = await workspace.client('bob').upload('#general', PNG, undefined, { description });
      expect(await told(_id)).toMatchObject({ text: description, mentions: [{ username: BOT }], files: [{}] });
      expect(await read('GENERAL', _id)).toMatchObject({ text: description, mentions: [{ username: BOT }] });
    });

    test('are asked in a direct message, an alternative text with them', async () => {
      const room = `@${BOT}`;
      const { _id } = await workspace.client('bob').upload(room, PNG, 'which colour?', { altText: 'a red door' });
      expect(await told(_id)).toMatchObject({ text: 'which colour?\na red door' });
    });

    test('that call somebody else stay', async () => {
      const { _id } = await workspace.client('bob').upload('#general', PNG, undefined, { description: '@carol look' });
      await staysAs(_id, 'not-addressed');
    });
  });

  test('[F2] a long text that the client has turned into a file is read where it may leave', async () => {
    const long = (text: string) => ({
      name: `bob - ${new Date(0)}.txt`,
      type: 'text/plain',
      bytes: new TextEncoder().encode(`${text}\n${'and so on, '.repeat(600)}end`),
    });
    const called = await workspace.client('bob').upload('#general', long(`@${BOT} please read`));
    const message = await told(called._id);
    expect(message).toMatchObject({ text: expect.stringMatching(/please read[\s\S]*end$/), files: [] });
    expect(message.mentions).toMatchObject([{ username: BOT }]);
    expect(await read('GENERAL', called._id)).toMatchObject({ text: message.text, files: [] });
    const other = await workspace.client('bob').upload('#general', long('@carol please read'));
    await staysAs(other._id, 'not-addressed');
    const direct = await workspace.client('bob').upload(`@${BOT}`, long('what do you think?'));
    expect(await told(direct._id)).toMatchObject({ text: expect.stringContaining('what do you think?') });
  });
});
