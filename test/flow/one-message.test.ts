import { Envelope, EventBatch } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Workspace } from '../../testbed/workspace/workspace.ts';
import { answerTo, BOT, connectWorkspace, PEERS, saidByBot, writtenByGateway } from './connected-workspace.ts';

describe.each(PEERS)(
  'one real message goes all the way and comes back ($sandbox sandbox, $how)',
  ({ sandbox, account, how }) => {
    let workspace: Workspace;

    beforeAll(async () => {
      workspace = await connectWorkspace(sandbox, account);
    });

    afterAll(async () => workspace?.stop());

    const pushed = () => workspace.outgoing.filter((request) => request.body.includes('message.sent')).length;

    test('the app says in its log that it is connected', () => {
      expect(workspace.logs.join('\n')).toContain(
        `Connected to OpenClaw${how === 'pushed' ? ` at ${inject('gateway').url}` : ', which fetches from here'}, account ${account}, key `,
      );
    });

    test('a direct message is answered in the same room, by the app’s own user', async () => {
      const message = await workspace.client('bob').say(`@${BOT}`, 'hello');
      const answer = await answerTo(workspace, message);
      expect(answer.msg).toMatch(/^Bob Brown \(@\u200bbob\) said in .+: hello$/);
      expect(workspace.store.users.get(answer.u._id)).toMatchObject({ username: BOT, type: 'app', roles: ['app'] });
    });

    test('a mention in #general is answered in #general', async () => {
      const message = await workspace.client('carol').say('#general', `@${BOT} what do you hear?`);
      const answer = await answerTo(workspace, message);
      // The model repeats the name, and nobody is called by that.
      expect(answer.msg).toBe(
        'Carol Clark (@\u200bcarol) said in general, mentioning me: @\u200bopenclaw.bot what do you hear?',
      );
      expect(answer).toMatchObject({ rid: 'GENERAL', mentions: [] });
      expect(answer.tmid).toBeUndefined();
    });

    test('a mention in a private room is answered there once the bot was invited', async () => {
      const alice = workspace.client('alice');
      await alice.invite('#ops', BOT);
      const message = await alice.say('#ops', `@${BOT} among us`);
      expect((await answerTo(workspace, message)).rid).toBe(message.rid);
    });

    test('the answer to a message inside a thread lands in that thread', async () => {
      const bob = workspace.client('bob');
      const root = await bob.say('#general', 'a long story');
      const message = await bob.say('#general', `@${BOT} summarise`, { threadId: root._id });
      const answer = await answerTo(workspace, message, root._id);
      expect((await bob.thread(root._id)).map((reply) => reply._id)).toEqual([message._id, answer._id]);
    });

    test('people see that the bot is typing before the answer, and that it stops', async () => {
      const seen: string[] = [];
      const end = workspace.stream.subscribe((event) => {
        if (event.type === 'typing' && event.user === BOT) seen.push(event.on ? 'typing' : 'quiet');
        if (event.type === 'message' && event.message.u.username === BOT) seen.push('answer');
      });
      const message = await workspace.client('bob').say(`@${BOT}`, 'take your time');
      await answerTo(workspace, message);
      await vi.waitFor(() => expect(seen.findLast((what) => what !== 'answer')).toBe('quiet'), { timeout: 10_000 });
      end();
      // The turn before may end its typing after its answer.
      expect(seen).toContain('typing');
      expect(seen.indexOf('typing')).toBeLessThan(seen.indexOf('answer'));
    });

    test('a fetched event is not pushed as well', () => {
      expect(workspace.outgoing.length > 0).toBe(how === 'pushed');
    });

    // The rest looks at requests of the app's.
    if (how === 'fetched') return;

    test('an unmentioned message and other people’s direct messages are not pushed at all', async () => {
      const bob = workspace.client('bob');
      const before = { pushed: pushed(), answers: saidByBot(workspace).length };
      await bob.say('#general', 'nobody in particular');
      await bob.say('@carol', 'between us');
      const marker = await bob.say(`@${BOT}`, 'and this one leaves');
      await answerTo(workspace, marker);
      expect({ pushed: pushed(), answers: saidByBot(workspace).length }).toEqual({
        pushed: before.pushed + 1,
        answers: before.answers + 1,
      });
    });

    test('an attempt that is repeated by the network is answered “duplicate” and has no effect', async () => {
      const message = await workspace.client('bob').say(`@${BOT}`, 'only once, please');
      await answerTo(workspace, message);
      const answers = saidByBot(workspace).length;
      const request = workspace.outgoing.find((each) => each.body.includes(message._id));
      if (!request) throw new Error('the message was not pushed');
      const { payload } = Envelope.parse(JSON.parse(request.body));
      const [event] = EventBatch.parse(JSON.parse(payload)).events;
      for (const _ of [1, 2, 3]) {
        const repeat = await fetch(request.url, {
          method: 'POST',
          headers: { ...request.headers },
          body: request.body,
        });
        expect([repeat.status, await repeat.json()]).toEqual([
          202,
          { results: [{ id: event?.id, outcome: 'duplicate' }] },
        ]);
      }
      // The next message of the room is answered after anything that the repeats might have caused.
      await answerTo(workspace, await workspace.client('bob').say(`@${BOT}`, 'next'));
      expect(saidByBot(workspace).length).toBe(answers + 1);
    });

    test('neither side logs the secret, a key or a token', () => {
      const { secret } = inject('gateway').accounts[sandbox];
      const tokens = workspace.outgoing.flatMap(
        (request) => request.headers['authorization']?.slice('Bearer '.length) ?? [],
      );
      const needles = [
        secret,
        secret.slice('rcoc_'.length),
        ...tokens.flatMap((token) => [token, token.split('.')[2] ?? token]),
      ];
      expect(tokens.length).toBeGreaterThan(5);
      const logs = [...writtenByGateway(), { file: 'the workspace', text: workspace.logs.join('\n') }];
      expect(logs.map((log) => path(log.file))).toEqual(expect.arrayContaining(['the workspace', 'console.log']));
      const leaks = logs.filter(
        ({ text }) => needles.some((needle) => text.includes(needle)) || /eyJ[\w-]+\.[\w-]+\.[\w-]{43}/.test(text),
      );
      expect(leaks.map((log) => log.file)).toEqual([]);
    });
  },
);

const path = (file: string) => file.split('/').at(-1);
