import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { APP_ID } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { MessageRecord, Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { restarted } from '../app/restarted.ts';
import { BOT, connectWorkspace, saidByBot, writtenByGateway } from './connected-workspace.ts';
import { AGENT_WORKSPACE } from './gateway-setup.ts';
import { part } from './part.ts';
import { watch } from './watched.ts';

/** The first turn of a gateway that has just started takes its time. */
const WAIT = { timeout: 55_000, interval: 50 };

describe.each(['deno', 'node'] satisfies Sandbox[])('files of the agent’s (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  const home = path.join(inject('gateway').folder, AGENT_WORKSPACE);

  beforeAll(async () => {
    workspace = await connectWorkspace(sandbox, 'media');
    await mkdir(home, { recursive: true });
  });
  afterAll(() => workspace?.stop());

  /** A file in the agent's workspace, of a kind that OpenClaw lets out. */
  async function aFile(name: string, bytes = 3_000) {
    const content = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(bytes)]);
    await writeFile(path.join(home, name), content);
    return content;
  }

  /** Everything the bot wrote in the room of a message since then, in order, without previews. */
  const writtenAfter = ({ rid, ts }: MessageRecord) =>
    saidByBot(workspace).filter((each) => each.rid === rid && each.ts >= ts);

  const wrote = (message: MessageRecord, count: number) =>
    vi.waitFor(() => {
      const all = writtenAfter(message);
      if (all.length < count) throw new Error(`${all.length} of ${count} are there`);
      return all;
    }, WAIT);

  /** As a person gets it who clicks on it. */
  async function download(message: MessageRecord | undefined): Promise<Buffer> {
    const { authToken, userId } = await workspace.client('bob').login();
    const link = message?.attachments?.[0]?.['title_link'];
    const headers = { 'x-auth-token': authToken, 'x-user-id': userId };
    return Buffer.from(await (await fetch(`${workspace.url}${String(link)}`, { headers })).arrayBuffer());
  }

  const ask = async (where: string, words: string, options?: { threadId: string }) =>
    workspace.client('bob').say(where, where.startsWith('#') ? `@${BOT} ${words}` : words, options);

  test('[F31] arrive in a direct message as they are, after the text, of which people are notified', async () => {
    const bytes = await aFile('report.pdf');
    const watched = watch(workspace, (await workspace.client('bob').directRoomWith(BOT))._id);
    const question = await ask(`@${BOT}`, await part('here is the **report**\nMEDIA:./report.pdf'));
    await vi.waitFor(
      () =>
        expect(writtenAfter(question)).toMatchObject([
          { msg: 'here is the **report**' },
          { msg: '', file: { name: 'report.pdf', type: 'application/pdf' } },
        ]),
      WAIT,
    );
    expect(Buffer.compare(await download(writtenAfter(question)[1]), bytes)).toBe(0);
    expect(watched.notifications.find((text) => text !== '')).toBe('here is the **report**');
    watched.end();
  });

  test('[F31] arrive in order where there are several, after the text', async () => {
    const files = [await aFile('one.pdf'), await aFile('two.pdf')];
    const question = await ask('#general', await part('both\nMEDIA:./one.pdf\nMEDIA:./two.pdf'));
    const answers = await wrote(question, 3);
    expect(answers.map(({ msg, file }) => [msg, file?.name])).toEqual([
      ['both', undefined],
      ['', 'one.pdf'],
      ['', 'two.pdf'],
    ]);
    const downloaded = await Promise.all(answers.slice(1).map(download));
    expect(downloaded.map((each, index) => Buffer.compare(each, files[index] ?? Buffer.of()))).toEqual([0, 0]);
  });

  test('of an answer in a thread stand in the room, and are linked in the thread', async () => {
    const bytes = await aFile('threaded.pdf');
    const root = await workspace.client('bob').say('#general', 'a long story');
    const question = await ask('#general', await part('see this\nMEDIA:./threaded.pdf'), { threadId: root._id });
    const answers = await wrote(question, 3);
    expect(answers[0]).toMatchObject({ msg: 'see this', tmid: root._id });
    expect(Buffer.compare(await download(answers.findLast(({ tmid }) => tmid)), bytes)).toBe(0);
  });

  const byTool = (media: string, message = 'by tool') =>
    part({ calls: [{ tool: 'message', arguments: { action: 'send', message, media } }] }, 'that was it');

  test('of the message tool arrive', async () => {
    const bytes = await aFile('tool.pdf');
    const question = await ask('#general', await byTool('./tool.pdf'));
    const [text, file, last] = await wrote(question, 3);
    expect([text?.msg, file?.file?.name, last?.msg]).toEqual(['by tool', 'tool.pdf', 'that was it']);
    expect(Buffer.compare(await download(file), bytes)).toBe(0);
  });

  describe('that cannot be sent keep back no words, and the person hears so', () => {
    const outside = path.join(path.dirname(inject('gateway').folder), `outside-${randomUUID()}.pdf`);
    beforeAll(async () => {
      await aFile('large.pdf', 1_100_000);
      await writeFile(outside, '%PDF-1.4\nsecret');
    });
    afterAll(() => rm(outside));

    test.each([
      ['too large for mediaMaxMb', './large.pdf', 'the file `large.pdf`: it is larger than 1 MB.'],
      ['not there', './missing.pdf', 'the file `missing.pdf`: it is not there.'],
      ['of a kind that does not leave the host', '/etc/hostname', 'the file `hostname`: I am not allowed to send it.'],
      [
        'outside of what the agent may read',
        outside,
        `the file \`${path.basename(outside)}\`: I am not allowed to send it.`,
      ],
      ['in a private network', 'http://127.0.0.1:9/x.pdf?key=1', 'the file `x.pdf`: I am not allowed to send it.'],
    ])('%s', async (_what, media, line) => {
      const question = await ask(`@${BOT}`, await byTool(media));
      const answers = await wrote(question, 3);
      expect(answers.map(({ msg }) => msg)).toEqual(['by tool', `I couldn't send ${line}`, 'that was it']);
    });

    test('too large for the workspace', async () => {
      await aFile('fair.pdf');
      workspace.settings.FileUpload_MaxFileSize = 1_000;
      const answers = await wrote(await ask(`@${BOT}`, await byTool('./fair.pdf')), 3);
      workspace.settings.FileUpload_MaxFileSize = 100 * 1_024 * 1_024;
      expect(answers[1]?.msg).toBe("I couldn't send the file `fair.pdf`: this workspace does not accept it.");
    });

    test.each([
      ['too large', './large.pdf'],
      ['not there', './missing.pdf'],
      ['of a kind that does not leave the host', '/etc/hostname'],
      ['outside of what the agent may read', outside],
    ])('%s, in our words where an answer names them, too', async (_what, media) => {
      const question = await ask(`@${BOT}`, await part(`look\nMEDIA:${media}`));
      const [answer] = await wrote(question, 1);
      expect(answer?.msg).toMatch(
        new RegExp(`^look\n\nI couldn't send the file \`${path.basename(media)}\`(: [^\n]+|\\.)$`),
      );
      expect(answer).not.toHaveProperty('file');
    });
  });

  // It waits for the server to give up on the app that has died; once is enough.
  if (sandbox === 'deno')
    test('are sent once where the app dies while it pulls them', async () => {
      const bytes = await aFile('crash.pdf', 900_000);
      const words = await part('once\nMEDIA:./crash.pdf');
      let question: MessageRecord | undefined;
      await restarted(workspace, async () => {
        const before = pulls();
        question = await ask('#general', words);
        await vi.waitFor(() => expect(pulls()).toBeGreaterThan(before), { timeout: 30_000, interval: 1 });
        workspace.app(APP_ID).killSandbox();
      });
      if (!question) throw new Error('nothing was asked');
      const [, file] = await wrote(question, 2);
      expect(Buffer.compare(await download(file), bytes)).toBe(0);
      // The next message of the room is answered after anything that a repeat might have caused.
      await wrote(await ask('#general', await part('next')), 1);
      const shown = [...workspace.store.messages.values()].filter((each) => each.file?.name === 'crash.pdf');
      expect(shown.map(({ _id }) => _id)).toEqual([file?._id]);
    });

  test('are pulled by paths that are good for one pull, and that no log knows', async () => {
    const urls = workspace.outgoing.map(({ url }) => url).filter((url) => url.includes('/files/'));
    expect(urls.length).toBeGreaterThan(4);
    const nothing = await fetch(`${inject('gateway').url}/rocketchat/media/nothing`);
    const [status, page] = [nothing.status, await nothing.text()];
    for (const url of urls) {
      const again = await fetch(url);
      expect([again.status, await again.text()]).toEqual([status, page]);
    }
    const tokens = urls.map((url) => url.split('/').at(-1) ?? url);
    const log = writtenByGateway()
      .map(({ text }) => text)
      .join('\n');
    expect(tokens.filter((token) => log.includes(token))).toEqual([]);
  });

  const pulls = () => workspace.outgoing.filter(({ url }) => url.includes('/files/')).length;
});
