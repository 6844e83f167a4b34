import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APP_ID, filePath, LIMITS, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in.ts';
import { type Installed, NOBODY, startInstalled } from './installed-app.ts';
import { canMeasure, sandboxPid, watchMemory } from './process-memory.ts';
import { restarted } from './restarted.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 33 + i * 5));
const MB = 1_024 * 1_024;
const nameOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url');

type Answer = { ok: boolean; result: { messageId: string }; error: { code: string; message: string } };

/** Something in the server's own network that answers everybody. */
async function startInner() {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const inner = { '/as-long': 'abcd', '/longer': 'the secrets of this network' }[url];
    response.writeHead(inner ? 200 : 404).end(inner);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

describe.each(['deno', 'node'] satisfies Sandbox[])('files of the gateway’s (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: Installed['gateway'];
  let files: GatewayStandIn;

  beforeAll(async () => {
    files = await startGatewayStandIn(secret);
    ({ workspace, gateway } = await startInstalled(sandbox, secret, files.url));
  });

  afterAll(async () => {
    await workspace?.stop();
    await files?.stop();
  });

  const upload = async (bytes: Uint8Array, change: object = {}) =>
    (await gateway.command({
      command: 'upload',
      roomId: 'GENERAL',
      path: files.offer(bytes),
      name: 'report.pdf',
      type: 'application/pdf',
      size: bytes.length,
      sha256: nameOf(bytes),
      ...change,
    })) as Answer;
  const messageOf = ({ result }: Answer) => workspace.store.messages.get(result.messageId);
  const bytesOf = (fileId = '') => workspace.store.uploads.get(fileId)?.bytes;
  const counts = () => ({ messages: workspace.store.messages.size, uploads: workspace.store.uploads.size });

  test.each([0, 1, 2 * MB])('of %d bytes arrive as they are, with their caption', async (size) => {
    const bytes = randomBytes(size);
    const message = messageOf(await upload(bytes, { text: 'the *report*' }));
    expect(message).toMatchObject({
      rid: 'GENERAL',
      msg: 'the *report*',
      u: { username: 'openclaw.bot' },
      file: { name: 'report.pdf', type: 'application/pdf', size },
    });
    expect(Buffer.compare(bytesOf(message?.file?._id) ?? Buffer.of(1), bytes)).toBe(0);
  });

  test('without a caption are not edited', async () => {
    const message = messageOf(await upload(Buffer.from('hello')));
    expect(message).toMatchObject({ msg: '', attachments: [{ title: 'report.pdf' }] });
    expect(message).not.toHaveProperty('editedAt');
  });

  test('in a thread are linked there, because the engine posts files in rooms alone', async () => {
    const root = await workspace.client('bob').say('#general', 'a question');
    const picture = { name: 'my chart.png', type: 'image/png', threadId: root._id };
    const message = messageOf(await upload(Buffer.from('png'), { ...picture, text: 'here' }));
    const file = [...workspace.store.messages.values()].findLast((each) => each.file?.name === 'my chart.png');
    const link = `/file-upload/${file?.file?._id}/my%20chart.png`;
    expect(message).toMatchObject({
      tmid: root._id,
      msg: 'here',
      attachments: [{ title: 'my chart.png', title_link: link, title_link_download: true, image_url: link }],
    });
    expect(file).not.toHaveProperty('tmid');
    const { authToken, userId } = await workspace.client('bob').login();
    const fetched = await fetch(workspace.url + link, { headers: { 'x-auth-token': authToken, 'x-user-id': userId } });
    expect(await fetched.text()).toBe('png');
  });

  test('are uploaded once for one key, although their path is good for one pull', async () => {
    const command = { key: 'file:1', path: files.offer(Buffer.from('once')) };
    const first = await upload(Buffer.from('once'), command);
    const before = counts();
    expect(await upload(Buffer.from('once'), command)).toEqual(first);
    expect(counts()).toEqual(before);
  });

  test('are found after a crash, and not uploaded again', async () => {
    const bytes = Buffer.from('once and for all');
    const command = { key: 'file:2', name: 'crash.txt' };
    await restarted(workspace, async () => {
      const dead = Promise.withResolvers<void>();
      const disarm = workspace.stream.subscribe((event) => {
        if (event.type !== 'message' || event.message.file?.name !== 'crash.txt') return;
        workspace.app(APP_ID).killSandbox();
        dead.resolve();
      });
      void upload(bytes, command).catch(() => undefined);
      await dead.promise;
      disarm();
    });
    const before = counts();
    expect(messageOf(await upload(bytes, command))).toMatchObject({ file: { name: 'crash.txt' } });
    expect(counts()).toEqual(before);
  });

  describe('are refused, and nothing is posted', () => {
    const refused = async (answer: Promise<Answer>, code: string, sentence: RegExp) => {
      const before = counts();
      expect(await answer).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(sentence) } });
      expect(counts()).toEqual(before);
    };
    const some = Buffer.from('some');

    test('when the path was pulled before, or never was one', () =>
      refused(
        upload(some, { path: filePath('default', 'x'.repeat(22)) }),
        'file-not-received',
        /log of the app says why/,
      ));

    test.each([
      ['more bytes than came', { size: 5 }],
      ['fewer bytes than came', { size: 3 }],
      ['other bytes, as many', { sha256: nameOf(Buffer.from('same')) }],
    ])('[S11] when what was named is %s, and the answer does not tell how many came', async (_, change) => {
      await refused(upload(some, change), 'file-not-received', /^what came is not the file that was named$/);
    });

    test('[S11] when it is not named by its SHA-256, without a pull', async () => {
      const before = workspace.outgoing.length;
      await refused(upload(some, { sha256: undefined }), 'bad-request', /SHA-256/);
      expect(workspace.outgoing.length).toBe(before);
    });

    test('[S11] when the pull is led to another address, of which the answer tells nothing', async () => {
      const inner = await startInner();
      for (const { path: at, sentence } of [
        { path: '/as-long', sentence: /^what came is not the file that was named$/ },
        { path: '/longer', sentence: /^what came is not the file that was named$/ },
        { path: '/missing', sentence: /log of the app says why$/ },
      ]) {
        await refused(upload(some, { path: files.redirect(inner.url + at) }), 'file-not-received', sentence);
      }
      await refused(upload(some, { path: files.redirect(NOBODY) }), 'file-not-received', /log of the app says why$/);
      expect(inner.asked).toEqual(['/as-long', '/longer', '/missing']);
      await inner.stop();
    });

    test.each([
      '/rocketchat/default/events',
      '/rocketchat/other/files/xxxxxxxxxxxxxxxxxxxxxx',
      '/rocketchat/default/files/../../../v1/models/x',
      '/rocketchat/default/files/xxxxxxxxxxxxxxxxxxxxxx?x=y',
      '//evil.example/rocketchat/default/files/xxxxxxxxxxxxxxxxxxxxxx',
      '/@evil.example/x',
    ])('when the path is none of this account’s files: %s', async (path) => {
      const before = workspace.outgoing.length;
      await refused(upload(some, { path }), 'bad-request', /from nowhere else/);
      expect(workspace.outgoing.length).toBe(before);
    });

    test('when they are larger than what crosses the pipe, without a pull', async () => {
      const before = workspace.outgoing.length;
      await refused(upload(some, { size: LIMITS.uploadBytes + 1 }), 'too-large', /bytes/);
      expect(workspace.outgoing.length).toBe(before);
    });

    test('when the workspace takes none so large', async () => {
      workspace.settings.FileUpload_MaxFileSize = 3;
      await refused(upload(some), 'refused-by-server', /too.large/i);
      workspace.settings.FileUpload_MaxFileSize = 100 * MB;
    });

    test('when the room or the thread is not there', async () => {
      await refused(upload(some, { roomId: 'NOWHERE' }), 'room-not-found', /NOWHERE/);
      await refused(upload(some, { threadId: 'nowhere' }), 'thread-not-in-room', /nowhere/);
    });
  });

  test.runIf(canMeasure).each([10, LIMITS.uploadBytes / MB])(
    'of %d MB arrive as they are; what that costs is printed',
    async (megabytes) => {
      const bytes = randomBytes(megabytes * MB);
      let answer: Answer | undefined;
      const figures = await watchMemory(sandboxPid(), async () => {
        answer = await upload(bytes);
      });
      console.log(`upload of ${megabytes} MB (${sandbox} sandbox): ${figures}`);
      expect(Buffer.compare(bytesOf(answer && messageOf(answer)?.file?._id) ?? Buffer.of(1), bytes)).toBe(0);
    },
  );

  test('when the gateway is away, the answer says so and does not name the token', async () => {
    const path = files.offer(Buffer.from('some'));
    await files.stop();
    const { error } = await upload(Buffer.from('some'), { path });
    expect(error).toMatchObject({ code: 'file-not-received', message: expect.stringContaining('log of the app') });
    expect(workspace.logs.join('\n')).toContain('cannot be reached');
    expect(error.message).not.toContain(path);
  });
});
