import { APP_ID, LIMITS, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { MessageRecord, Sandbox } from '../../testbed/workspace/workspace.ts';
import { BOT, CLOSINGS, type Closing, type Cluster } from './closings.ts';
import { type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in.ts';
import { commandsOf, startInstalled } from './installed-app.ts';
import { restarted } from './restarted.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 11 + i * 5));
const PATIENCE = { timeout: 40_000, interval: 50 };

describe.each(['deno', 'node'] satisfies Sandbox[])('messages in a closed time (%s sandbox)', (sandbox) => {
  let cluster: Cluster;
  let gateway: GatewayStandIn;
  const servers = () => [cluster.one, cluster.two];

  beforeAll(async () => {
    gateway = await startGatewayStandIn(secret);
    const { workspace: one } = await startInstalled(sandbox, secret, gateway.url);
    await one.app(APP_ID).setSettings({ egress_scope: 'rooms' });
    cluster = { one, two: await one.startBeside() };
  });

  afterAll(async () => {
    await cluster?.two.stop();
    await cluster?.one.stop();
    await gateway?.stop();
  });

  const hasLeft = (words: string) =>
    vi.waitFor(() => expect(JSON.stringify(gateway.events())).toContain(words), PATIENCE);

  /** Two servers, and on each of them something of every kind that people do in a room. */
  async function talk(room: string, about: MessageRecord, hush: (what: string) => string) {
    const said: MessageRecord[] = [];
    const files: string[] = [];
    for (const [n, server] of servers().entries()) {
      const bob = server.client('bob');
      const root = await bob.say(`#${room}`, `@${BOT} ${hush(`asked ${n}`)}`);
      said.push(root, await bob.say(`#${room}`, hush(`said ${n}`)));
      said.push(await bob.say(`#${room}`, hush(`in a new thread ${n}`), { threadId: root._id }));
      said.push(await bob.say(`#${room}`, hush(`in the old thread ${n}`), { threadId: about._id }));
      const bytes = new TextEncoder().encode(hush(`in a file ${n}`));
      const posted = await bob.upload(
        `#${room}`,
        { name: `note-${n}.txt`, type: 'text/plain', bytes },
        hush('caption'),
      );
      said.push(posted);
      files.push(posted.file?._id ?? '');
      await server.client('carol').react(root._id, ':+1:', true);
    }
    await cluster.two.client('bob').say(`@${BOT}`, 'this room was never closed, or all of them were');
    return { said, files };
  }

  async function killAll({ isOff }: Pick<Closing, 'isOff'>): Promise<void> {
    for (const server of servers()) {
      const again = () => server.logs.filter((line) => line.includes('Successfully restarted app subprocess')).length;
      const before = again();
      if (!isOff) await restarted(server, () => server.app(APP_ID).killSandbox());
      else server.app(APP_ID).killSandbox();
      await vi.waitFor(() => expect(again()).toBeGreaterThan(before), PATIENCE);
    }
  }

  /** Everything that a gateway can ask for, of both servers. */
  async function askForAll(rid: string, messages: readonly string[], files: readonly string[]): Promise<string> {
    const answers: unknown[] = [];
    for (const server of servers()) {
      const ask = commandsOf(server, secret).command;
      const past = [
        { command: 'history', roomId: rid, limit: 200 },
        { command: 'history', roomId: rid, limit: 50, before: Date.now() + 1_000 },
        { command: 'members', roomId: rid, limit: 50 },
        { command: 'findRooms', query: '', limit: 50 },
        ...messages.map((threadId) => ({ command: 'thread', roomId: rid, threadId, limit: 50 })),
        ...messages.map((messageId) => ({ command: 'reactions', roomId: rid, messageId })),
      ];
      for (const each of past) answers.push(await ask(each));
      for (const fileId of files) answers.push(await readFile(ask, rid, fileId));
    }
    return JSON.stringify(answers);
  }

  async function readFile(ask: (body: object) => Promise<unknown>, roomId: string, fileId: string): Promise<object> {
    const part = { command: 'readFile', roomId, fileId, offset: 0, length: LIMITS.uploadPartBytes };
    const answer = (await ask(part)) as { ok: boolean; result?: { bytes: string } };
    return { ...answer, text: Buffer.from(answer.result?.bytes ?? '', 'base64').toString() };
  }

  test.each(CLOSINGS.map((closing, n) => [closing.name, closing, n] as const))(
    '%s: nothing of them leaves, then or later',
    async (_, closing, n) => {
      const { one, two } = cluster;
      const room = `closed-${n}`;
      const hush = (what: string) => `hush-${n}-${what}`;
      const [alice, bob] = [one.client('alice'), one.client('bob')];
      const { _id: rid } = await alice.createRoom(room, { isPrivate: true, members: ['bob', 'carol', BOT] });
      const about = await bob.say(`#${room}`, `before ${n}`);
      const changed = await bob.say(`#${room}`, `changed ${n}`);
      const bytes = new TextEncoder().encode(`file before ${n}`);
      const file = await bob.upload(`#${room}`, { name: 'before.txt', type: 'text/plain', bytes });
      await hasLeft('before.txt');

      await closing.close(cluster, room);
      const { said, files } = await talk(room, about, hush);
      await bob.edit(changed._id, hush('edited'));
      await killAll(closing);
      said.push(await two.client('bob').say(`#${room}`, hush('after the crash')));
      await closing.open(cluster, room);

      const [first, second] = said;
      await bob.say(`#${room}`, `after ${n}`);
      await two.client('bob').say(`#${room}`, `reply after ${n}`, { threadId: first?._id ?? '' });
      await bob.edit(first?._id ?? '', hush('edited when it was open'));
      await two.client('carol').react(second?._id ?? '', ':heart:', true);
      await two.client('bob').delete(said[2]?._id ?? '');
      await killAll({});
      await one.runJobs();
      await two.client('bob').say(`#${room}`, `last ${n}`);
      for (const words of [`after ${n}`, `reply after ${n}`, `last ${n}`]) await hasLeft(words);

      const ids = [about._id, ...said.map(({ _id }) => _id)];
      const answers = await askForAll(rid, ids, [...files, file.file?._id ?? '']);
      const pushed = JSON.stringify(servers().map(({ outgoing }) => outgoing.map(({ body }) => body)));
      for (const words of [`before ${n}`, `file before ${n}`, `after ${n}`, `reply after ${n}`]) {
        expect(answers).toContain(words);
      }
      expect([answers.split('hush').length - 1, pushed.split('hush').length - 1]).toEqual([0, 0]);
      expect(pushed).not.toContain(second?._id ?? '');
    },
  );
});
