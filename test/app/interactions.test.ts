import { APP_ID, type EventOf, writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type FormView, findUserByName, type Sandbox, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type ConnectedApp, startConnected } from './connected-app.ts';
import { restarted } from './restarted.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 71 + i * 3));
const BUTTONS = [{ type: 'actions', elements: [{ type: 'button', actionId: 'yes', text: 'Yes', value: '1' }] }];

describe.each(['deno', 'node'] satisfies Sandbox[])('buttons and forms (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let commands: ConnectedApp['commands'];
  let gateway: ConnectedApp['gateway'];

  beforeAll(async () => {
    const connected = await startConnected(sandbox, secret);
    ({ workspace, gateway, commands } = connected);
    return connected.stop;
  });

  beforeEach(() => void workspace.store.ephemerals.splice(0));

  const idOf = (username: string) => findUserByName(workspace.store, username)?._id ?? '';
  const whispers = () => workspace.store.ephemerals.map(({ text, uid }) => ({ text, uid }));
  const setting = (values: Record<string, unknown>) => workspace.app(APP_ID).setSettings(values);
  const post = async (change: object = {}) => {
    const command = { command: 'post', roomId: 'GENERAL', text: 'Shall I?', blocks: BUTTONS, ...change };
    return ((await commands.command(command)) as { result: { messageId: string } }).result.messageId;
  };
  const click = async (who: string, messageId: string, value?: string) => {
    const response = await workspace.client(who).click(APP_ID, messageId, 'yes', value);
    return response.json();
  };
  function heard<T extends 'action.clicked' | 'view.submitted'>(type: T) {
    return gateway.events().filter((event): event is EventOf<T> => event.type === type);
  }

  describe('a click', () => {
    test('is an event with all that the gateway needs', async () => {
      const root = await workspace.client('bob').say('#general', 'a question');
      const messageId = await post({ threadId: root._id });
      const before = heard('action.clicked').length;
      expect(await click('bob', messageId, '1')).toEqual({ success: true });
      expect(heard('action.clicked').slice(before)).toEqual([
        {
          type: 'action.clicked',
          id: expect.stringMatching(`^action\\.clicked:${idOf('bob')}:\\S+$`),
          at: expect.any(Number),
          room: { id: 'GENERAL', type: 'channel', name: 'general' },
          actor: { id: idOf('bob'), username: 'bob', name: 'Bob Brown', type: 'user', roles: ['user'] },
          message: { id: messageId, threadId: root._id, authorId: idOf('openclaw.bot') },
          actionId: 'yes',
          value: '1',
          triggerId: expect.any(String),
        },
      ]);
      expect(workspace.logs.join('\n')).toContain('leaves: click');
      expect(whispers()).toEqual([]);
    });

    test('that is made twice is two events, and one that is sent twice is one', async () => {
      const messageId = await post();
      const before = heard('action.clicked').length;
      await click('bob', messageId);
      await click('bob', messageId);
      const again = {
        type: 'blockAction',
        mid: messageId,
        rid: 'GENERAL',
        actionId: 'yes',
        triggerId: 'T1',
        payload: {},
      };
      for (let i = 0; i < 2; i++) await workspace.client('bob').interact(APP_ID, again);
      const ids = heard('action.clicked')
        .slice(before)
        .map(({ id }) => id);
      expect([ids.length, new Set(ids).size]).toEqual([4, 3]);
    });

    test.each<[string, object, RegExp]>([
      ['the app is paused', { paused: true }, /An admin has paused the app/],
      ['the room is not listed', { rooms: 'support' }, /An admin has not opened this room/],
    ])('stays when %s, and only the person who clicked hears why', async (_, values, sentence) => {
      const messageId = await post();
      const before = heard('action.clicked').length;
      await setting({ ...values });
      expect(await click('bob', messageId)).toEqual({ success: true });
      expect(whispers()).toEqual([{ text: expect.stringMatching(sentence), uid: idOf('bob') }]);
      expect(heard('action.clicked')).toHaveLength(before);
      await setting({ paused: false, rooms: '' });
    });

    test('stays where the room is switched off', async () => {
      const messageId = await post();
      await workspace.client('alice').command('#general', '/openclaw here off');
      workspace.store.ephemerals.splice(0);
      await click('bob', messageId);
      expect(whispers()).toMatchObject([{ text: expect.stringContaining('switched off in this room') }]);
      await workspace.client('alice').command('#general', '/openclaw here on');
    });

    test('in somebody else’s message, or by a stranger to the room, is no event, whatever may leave', async () => {
      await setting({ egress_scope: 'rooms' });
      const before = heard('action.clicked').length;
      const { _id: bobs } = await workspace.client('bob').say('#general', 'no button here');
      await workspace.client('bob').interact(APP_ID, {
        type: 'blockAction',
        mid: bobs,
        rid: 'GENERAL',
        actionId: 'yes',
        triggerId: 'T2',
        payload: {},
      });
      const { rid } = await workspace.client('alice').say('#ops', 'among us');
      await workspace.client('alice').invite('#ops', 'openclaw.bot');
      const among = await post({ roomId: rid });
      // The room that a client names is not asked: the message is in another.
      const forged = { type: 'blockAction', mid: among, rid: 'GENERAL', actionId: 'yes', triggerId: 'T3', payload: {} };
      const answer = await workspace.client('carol').interact(APP_ID, forged);
      expect(await answer.json()).toEqual({ success: false });
      expect(await click('bob', among)).toEqual({ success: true });
      await setting({ egress_scope: 'addressed' });
      expect(heard('action.clicked').slice(before)).toMatchObject([{ room: { id: rid }, actor: { username: 'bob' } }]);
    });

    test('in nothing that was posted is answered, and is no event', async () => {
      const before = heard('action.clicked').length;
      const nowhere = {
        type: 'blockAction',
        mid: 'gone',
        rid: 'GENERAL',
        actionId: 'yes',
        triggerId: 'T4',
        payload: {},
      };
      expect(await (await workspace.client('bob').interact(APP_ID, nowhere)).json()).toEqual({ success: false });
      expect(heard('action.clicked')).toHaveLength(before);
    });
  });

  describe('a form', () => {
    let forms = 0;
    const open = (change: object = {}) =>
      commands.command({
        command: 'openView',
        roomId: 'GENERAL',
        userId: idOf('bob'),
        triggerId: 'T9',
        viewId: `form-${++forms}-${sandbox}`,
        title: 'Not now?',
        submit: 'Send',
        input: { actionId: 'reason', label: 'Why not?', placeholder: 'because …', multiline: true },
        ...change,
      });
    const shown = () => {
      const { view } = (workspace.shown.at(-1)?.interaction ?? {}) as { view?: FormView };
      if (!view) throw new Error('no form is open');
      return view;
    };
    const submit = async (who: string, text: string, view = shown()) =>
      (await workspace.client(who).submit(APP_ID, view, { reason: text })).json();

    test('opens on the screen of one person, over the stream', async () => {
      const seen: string[] = [];
      const unsubscribe = workspace.stream.subscribe((event) => {
        if (event.type === 'interaction') seen.push(`${event.user} ${event.interaction.type}`);
      });
      expect(await open()).toEqual({ ok: true, result: {} });
      unsubscribe();
      expect(seen).toEqual(['bob modal.open']);
      expect(workspace.shown.at(-1)).toMatchObject({
        appId: APP_ID,
        username: 'bob',
        interaction: {
          type: 'modal.open',
          triggerId: 'T9',
          view: {
            type: 'modal',
            id: `form-${forms}-${sandbox}`,
            title: { type: 'plain_text', text: 'Not now?' },
            submit: { type: 'button', text: { text: 'Send' } },
            blocks: [
              {
                type: 'input',
                label: { text: 'Why not?' },
                element: { type: 'plain_text_input', actionId: 'reason', multiline: true },
              },
            ],
          },
        },
      });
    });

    test('is an event when it is sent, in the room for which it was opened, once', async () => {
      await open();
      const before = heard('view.submitted').length;
      expect(await submit('bob', 'too late')).toEqual({ success: true });
      expect(heard('view.submitted').slice(before)).toEqual([
        {
          type: 'view.submitted',
          id: `view.submitted:${idOf('bob')}:${shown().id}`,
          at: expect.any(Number),
          room: { id: 'GENERAL', type: 'channel', name: 'general' },
          actor: { id: idOf('bob'), username: 'bob', name: 'Bob Brown', type: 'user', roles: ['user'] },
          viewId: shown().id,
          values: { reason: 'too late' },
          triggerId: expect.any(String),
        },
      ]);
      const again = await submit('bob', 'once more');
      expect(again).toMatchObject({
        type: 'errors',
        errors: { reason: expect.stringContaining('This form has expired') },
      });
      expect(heard('view.submitted')).toHaveLength(before + 1);
    });

    test('is nobody else’s', async () => {
      await open();
      const before = heard('view.submitted').length;
      expect(await submit('carol', 'let me')).toMatchObject({ success: false, type: 'errors' });
      expect(heard('view.submitted')).toHaveLength(before);
    });

    test('that cannot leave stays open with the reason, and leaves when it can', async () => {
      await open();
      await setting({ paused: true });
      const kept = await submit('bob', 'my long answer');
      expect(kept).toMatchObject({
        success: false,
        type: 'errors',
        viewId: shown().id,
        errors: { reason: expect.stringContaining('paused the app') },
      });
      await setting({ paused: false });
      expect(await submit('bob', 'my long answer')).toEqual({ success: true });
    });

    test('survives a crash of the sandbox', async () => {
      await open();
      await restarted(workspace, () => workspace.app(APP_ID).killSandbox());
      expect(await submit('bob', 'still here')).toEqual({ success: true });
      expect(heard('view.submitted').at(-1)).toMatchObject({ values: { reason: 'still here' } });
    });

    test('opens for nobody outside the room', async () => {
      const { rid } = await workspace.client('alice').say('#ops', 'among us');
      const refused = (change: object, code: string) =>
        expect(open(change)).resolves.toMatchObject({ ok: false, error: { code } });
      await refused({ roomId: rid, userId: idOf('carol') }, 'not-a-member');
      await refused({ userId: 'nobody' }, 'user-not-found');
      await refused({ roomId: 'NOWHERE' }, 'room-not-found');
    });
  });

  describe('while the gateway is away', () => {
    test('nobody is left without an answer', async () => {
      const messageId = await post();
      await gateway.stop();
      expect(await click('bob', messageId)).toEqual({ success: true });
      await vi.waitFor(() =>
        expect(whispers()).toEqual([
          {
            text: expect.stringMatching(/^I can't reach OpenClaw right now\. Try again in a minute/),
            uid: idOf('bob'),
          },
        ]),
      );
    });
  });
});
