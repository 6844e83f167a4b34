import { randomBytes } from 'node:crypto';
import { LIMITS, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { type Installed, startInstalled } from './installed-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 17 + i * 7));

interface Past {
  readonly ok: true;
  readonly result: { readonly messages: { message: { id: string; text: string }; actor: { username: string } }[] };
}

describe.each(['deno', 'node'] satisfies Sandbox[])('reading on demand of the gateway (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: Installed['gateway'];

  beforeAll(async () => {
    ({ workspace, gateway } = await startInstalled(sandbox, secret));
  });

  afterAll(async () => workspace?.stop());

  const texts = async (command: object) =>
    ((await gateway.command(command)) as Past).result.messages.map(
      ({ message, actor }) => `${actor.username}: ${message.text}`,
    );

  test('history: oldest first, the last ones, without what was said inside threads', async () => {
    const bob = workspace.client('bob');
    const root = await bob.say('#general', 'one');
    await bob.say('#general', 'inside the thread', { threadId: root._id });
    await workspace.client('carol').say('#general', 'two');
    const last = await bob.say('#general', 'three');
    const history = { command: 'history', roomId: 'GENERAL' };
    expect(await texts({ ...history, limit: 2 })).toEqual(['carol: two', 'bob: three']);
    const before = new Date(last.ts).getTime();
    expect((await texts({ ...history, limit: 200, before })).slice(-2)).toEqual(['bob: one', 'carol: two']);
  });

  test('history is read page by page', async () => {
    const alice = workspace.client('alice');
    await alice.invite('#ops', 'openclaw.bot');
    const { rid } = await alice.say('#ops', 'message 0');
    for (let i = 1; i < 150; i++) await alice.say('#ops', `message ${i}`);
    const read = await texts({ command: 'history', roomId: rid, limit: 150 });
    expect(read).toEqual(Array.from({ length: 150 }, (_, i) => `alice: message ${i}`));
  });

  test('a thread: its first message once, then the replies', async () => {
    const bob = workspace.client('bob');
    const root = await bob.say('#general', 'a question');
    for (const reply of ['first', 'second']) await bob.say('#general', reply, { threadId: root._id });
    const thread = { command: 'thread', roomId: 'GENERAL', threadId: root._id };
    expect(await texts({ ...thread, limit: 50 })).toEqual(['bob: a question', 'bob: first', 'bob: second']);
    expect(await texts({ ...thread, limit: 1 })).toEqual(['bob: second']);
  });

  test('no e-mail address is in any result', async () => {
    const answer = JSON.stringify(await gateway.command({ command: 'history', roomId: 'GENERAL', limit: 200 }));
    expect(answer).not.toContain('@example');
  });

  describe('rooms that are closed to the agent', () => {
    const closed = async (roomId: string) => {
      const commands = [
        { command: 'history', roomId, limit: 5 },
        { command: 'thread', roomId, threadId: 'T', limit: 5 },
        { command: 'readFile', roomId, fileId: 'F', offset: 0, length: 5 },
      ];
      for (const command of commands) {
        const answer = await gateway.command(command);
        expect(answer).toMatchObject({
          ok: false,
          error: { code: 'not-a-member', message: expect.stringContaining('may not be read') },
        });
      }
    };

    test('a direct room of other people', async () => {
      await closed((await workspace.client('bob').say('@carol', 'between us')).rid);
    });

    test('a private room without the bot', async () => {
      await workspace.client('alice').kick('#ops', 'openclaw.bot');
      await closed((await workspace.client('alice').say('#ops', 'among us')).rid);
    });

    test('a room that was switched off by its owner, who is heard saying so', async () => {
      const bob = workspace.client('bob');
      await workspace.client('alice').command('#general', '/openclaw here off');
      await closed('GENERAL');
      expect((await bob.history('#general')).at(-1)).toMatchObject({
        msg: expect.stringContaining('@alice switched me off'),
        u: { username: 'openclaw.bot' },
      });
      await workspace.client('alice').command('#general', '/openclaw here on');
      expect(await texts({ command: 'history', roomId: 'GENERAL', limit: 1 })).toEqual([
        expect.stringContaining('switched me on'),
      ]);
    });
  });

  test('a person who does not own the room cannot switch', async () => {
    const before = workspace.store.messages.size;
    await workspace.client('bob').command('#general', '/openclaw here off');
    expect(workspace.store.messages.size).toBe(before);
    expect(JSON.stringify([...workspace.store.ephemerals].at(-1))).toContain('Only an owner of this room');
  });

  describe('files', () => {
    const upload = async (bytes: Uint8Array<ArrayBuffer>) => {
      const posted = await workspace
        .client('bob')
        .upload('#general', { name: 'data.bin', type: 'application/octet-stream', bytes });
      return posted.file?._id ?? '';
    };
    const readAll = async (fileId: string, length: number) => {
      const parts: Buffer[] = [];
      for (let offset = 0, size = 1; offset < size; offset += length) {
        const answer = await gateway.command({ command: 'readFile', roomId: 'GENERAL', fileId, offset, length });
        const { result } = answer as { result: { bytes: string; size: number } };
        size = result.size;
        parts.push(Buffer.from(result.bytes, 'base64'));
      }
      return Buffer.concat(parts);
    };

    test.each([1, LIMITS.filePartBytes, LIMITS.filePartBytes * 2 + 17])(
      'of %d bytes arrive as they are',
      async (size) => {
        const bytes = new Uint8Array(randomBytes(size));
        expect((await readAll(await upload(bytes), LIMITS.filePartBytes)).equals(bytes)).toBe(true);
      },
    );

    test('of another room are not found', async () => {
      const fileId = await upload(new Uint8Array([1, 2, 3]));
      const { rid } = await workspace.client('bob').say('@openclaw.bot', 'hello');
      const answer = await gateway.command({ command: 'readFile', roomId: rid, fileId, offset: 0, length: 3 });
      expect(answer).toMatchObject({ ok: false, error: { code: 'file-not-found' } });
    });
  });
});
