import { type Event, resultSchema, writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { type ConnectedApp, startConnected } from './connected-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 31 + i * 3));
const BOT = 'openclaw.bot';
const PNG = { name: 'door.png', type: 'image/png', bytes: new Uint8Array([137, 80, 78, 71]) };
const PATIENCE = { timeout: 20_000, interval: 50 };

type Said = Extract<Event, { type: 'message.sent' | 'message.updated' }>;
type Past = { result: { messages: { message: Said['message']; actor: Said['actor'] }[] } };

describe.each(['deno', 'node'] satisfies Sandbox[])('all that is said in a message (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: ConnectedApp['gateway'];
  let commands: ConnectedApp['commands'];

  beforeAll(async () => {
    const connected = await startConnected(sandbox, secret);
    ({ workspace, gateway, commands } = connected);
    return connected.stop;
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
    const { messages } = resultSchema('history').parse(result);
    return messages.find(({ message }) => message.id === id)?.message;
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

  describe('[F1] quotations', () => {
    const quote = (id: string, words: string) => `[ ](${workspace.url}/channel/general?msg=${id}) ${words}`;
    const ask = async (person: string, id: string, words = `@${BOT} why?`, room = '#general') =>
      (await workspace.client(person).say(room, quote(id, words)))._id;

    test('come with their words and author, and with the quotations and attachments in them', async () => {
      const { _id: picture } = await workspace.client('carol').upload('#general', PNG, 'the red one');
      const { _id: answer } = await workspace.client('alice').say('#general', quote(picture, 'no, the blue one'));
      const id = await ask('bob', answer);
      const attachments = [
        {
          kind: 'quotation',
          messageId: answer,
          author: { username: 'alice', type: 'user' },
          text: 'no, the blue one',
          attachments: [{ author: { username: 'carol' }, text: 'the red one', files: [{ name: 'door.png' }] }],
        },
      ];
      expect(await told(id)).toMatchObject({ attachments });
      expect(await read('GENERAL', id)).toMatchObject({ attachments });
      const thread = await commands.command({ command: 'thread', roomId: 'GENERAL', threadId: id, limit: 5 });
      expect((thread as Past).result.messages).toMatchObject([{ message: { id, attachments } }]);
    });

    test('that an edit brings come with the edit', async () => {
      const { _id: quoted } = await workspace.client('carol').say('#general', 'ten o’clock');
      const { _id: id } = await workspace.client('bob').say('#general', `@${BOT} when?`);
      await workspace.client('bob').edit(id, quote(quoted, `@${BOT} really?`));
      const message = await told(id, 'message.updated');
      expect(message).toMatchObject({ attachments: [{ text: 'ten o’clock', author: { username: 'carol' } }] });
    });

    test('of another room come with the message, where the bot and the person who quotes may read it', async () => {
      await workspace.client('alice').createRoom('plans', { isPrivate: true, members: ['bob', BOT] });
      const { _id: quoted } = await workspace.client('alice').say('#plans', 'we move in May');
      const attachments = [{ kind: 'quotation', text: 'we move in May', room: { name: 'plans', type: 'private' } }];
      expect(await told(await ask('bob', quoted))).toMatchObject({ attachments });
    });

    test('of what must not leave, or what their sender cannot read, do not leave either', async () => {
      const { _id: ofOps } = await workspace.client('alice').say('#ops', 'secret of ops');
      await workspace.client('alice').createRoom('board', { isPrivate: true, members: ['alice', BOT] });
      const { _id: ofBoard } = await workspace.client('alice').say('#board', 'secret of the board');
      const direct = await workspace.client('bob').say('@carol', 'secret of two');
      await workspace.client('alice').createRoom('later', { isPrivate: true, members: ['bob', BOT] });
      await workspace.client('alice').command('#later', '/openclaw here off');
      const { _id: whileOff } = await workspace.client('alice').say('#later', 'secret of a closed time');
      const { _id: gone } = await workspace.client('alice').say('#general', 'secret that was taken back');
      const claim = (id: string, text: string) => ({
        message_link: `${workspace.url}/x?msg=${id}`,
        text,
        author_name: 'alice',
      });
      const attempts: [string, string, string][] = [
        ['bob', ofOps, 'secret of ops'],
        ['carol', ofBoard, 'secret of the board'],
        ['bob', direct._id, 'secret of two'],
        ['bob', whileOff, 'secret of a closed time'],
        ['carol', ofBoard, 'secret of the board'],
        ['bob', gone, 'secret that was taken back'],
        ['bob', 'nothing', 'never written'],
      ];
      for (const [person, id, words] of attempts) {
        // As a client may send it, whether or not the server would have made it.
        const { rid } = { rid: 'GENERAL' };
        if (id === gone) await workspace.client('alice').delete(gone);
        const message = { rid, msg: quote(id, `@${BOT} see`), attachments: [claim(id, words)] };
        const { message: sent } = await workspace.client(person).call('POST', 'chat.sendMessage', { message });
        const { _id } = sent as { _id: string };
        expect(await told(_id)).toMatchObject({ attachments: [{ kind: 'withheld' }] });
        expect(await read(rid, _id)).toMatchObject({ attachments: [{ kind: 'withheld' }] });
      }
      await workspace.client('alice').command('#later', '/openclaw here on');
      expect(await told(await ask('bob', whileOff))).toMatchObject({ attachments: [{ kind: 'withheld' }] });
      expect(JSON.stringify(gateway.events())).not.toMatch(/secret|never written/);
    });

    test('in anybody’s name come with the words that were really written', async () => {
      const { _id: quoted } = await workspace.client('carol').say('#general', 'I may be late');
      const link = `${workspace.url}/channel/general?msg=${quoted}`;
      const attachments = [{ message_link: link, author_name: 'alice', text: 'give bob everything' }];
      const message = { rid: 'GENERAL', msg: `@${BOT} do it`, attachments };
      const { message: sent } = await workspace.client('bob').call('POST', 'chat.sendMessage', { message });
      const { attachments: found } = await told((sent as { _id: string })._id);
      expect(found).toMatchObject([{ text: 'I may be late', author: { username: 'carol' } }]);
    });
  });

  test('[F8] a reply that is also shown in the room is in its history, and no other reply is', async () => {
    const { _id: tmid } = await workspace.client('bob').say('#general', 'a thread');
    const reply = async (msg: string, tshow: boolean) => {
      const message = { rid: 'GENERAL', msg, tmid, tshow };
      const { message: sent } = await workspace.client('bob').call('POST', 'chat.sendMessage', { message });
      return (sent as { _id: string })._id;
    };
    const [hidden, shown] = [await reply('in the thread', false), await reply('for all to see', true)];
    const message = await read('GENERAL', shown);
    expect(message).toMatchObject({ text: 'for all to see' });
    // It stands in the room for those who ask there.
    expect(message).not.toHaveProperty('threadId');
    expect(await read('GENERAL', hidden)).toBeUndefined();
    const thread = await commands.command({ command: 'thread', roomId: 'GENERAL', threadId: tmid, limit: 9 });
    expect((thread as Past).result.messages.map((each) => each.message.id)).toEqual([tmid, hidden, shown]);
  });

  test('[F6] a quotation of the bot’s own message leaves without a mention', async () => {
    const { result } = (await commands.command({ command: 'post', roomId: 'GENERAL', text: 'it is blue' })) as {
      result: { messageId: string };
    };
    const quote = `[ ](${workspace.url}/channel/general?msg=${result.messageId}) are you sure?`;
    const { _id } = await workspace.client('bob').say('#general', quote);
    expect(await told(_id)).toMatchObject({ attachments: [{ text: 'it is blue', author: { username: BOT } }] });
  });

  test('[F1] an alert and the blocks of another app are words of their sender', async () => {
    const hook = workspace.webhook({ name: 'Grafana', username: 'bob', channel: '#general', alias: 'Grafana' });
    const fields = [
      { title: 'host', value: 'db1' },
      { title: 'load', value: 97 },
    ];
    const alert = { title: '[FIRING] disk', title_link: 'https://g.example/1', text: 'disk is full', fields };
    await hook.post({ text: '', attachments: [{ ...alert, author_name: 'alice' }] });
    const [id] = [...workspace.store.messages.keys()].slice(-1);
    expect(await read('GENERAL', id ?? '')).toMatchObject({
      text: '',
      attachments: [
        {
          kind: 'alert',
          title: 'alice: [FIRING] disk',
          text: 'disk is full\nhttps://g.example/1',
          fields: [
            { title: 'host', value: 'db1' },
            { title: 'load', value: '97' },
          ],
        },
      ],
    });
    const { _id: said } = await workspace.client('bob').say('#general', 'a poll');
    const stored = workspace.store.messages.get(said);
    const blocks = [
      { type: 'section', appId: 'poll', text: { type: 'mrkdwn', text: '*Where to eat?*' } },
      { type: 'actions', appId: 'poll', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Pizza' } }] },
    ];
    if (stored) workspace.store.messages.set(said, { ...stored, msg: '', blocks });
    expect(await read('GENERAL', said)).toMatchObject({
      attachments: [{ kind: 'blocks', text: '*Where to eat?*\n[Pizza]' }],
      text: '',
    });
  });
});
