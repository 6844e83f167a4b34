import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import texts from '../../rc-app/i18n/en.json' with { type: 'json' };
import { type Sandbox, startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type ConnectedApp, startConnected } from './connected-app.ts';
import { appZip } from './installed-app.ts';
import { storedRecords } from './stored-records.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 91 + i * 3));
const ADMINS = ['panel-refresh', 'panel-pause'];
const BUTTON = 'openclaw-panel';

describe.each(['deno', 'node'] satisfies Sandbox[])('the panel (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: ConnectedApp['gateway'];
  let commands: ConnectedApp['commands'];
  const screens: { end(): void }[] = [];

  beforeAll(async () => {
    const connected = await startConnected(sandbox, secret);
    ({ workspace, gateway, commands } = connected);
    await commands.greet();
    // Bob owns it, carol is a member, and alice, the admin, is not in it.
    await workspace.client('bob').createRoom('bobs', { isPrivate: true, members: ['carol', 'openclaw.bot'] });
    return connected.stop;
  });

  beforeEach(() => void workspace.store.ephemerals.splice(0));
  afterEach(() => screens.splice(0).forEach((each) => void each.end()));

  const screenOf = (username: string) => {
    const screen = workspace.screen(username);
    screens.push(screen);
    return screen;
  };
  const open = async (username: string, room = '#general') => {
    const screen = screenOf(username);
    await screen.type(room, '/openclaw panel');
    return screen;
  };
  const whispered = () => workspace.store.ephemerals.map(({ text }) => text).join('\n');
  const userOf = (name: string) => {
    const user = [...workspace.store.users.values()].find(({ username }) => username === name);
    if (!user) throw new Error(`${name} is not there`);
    return user;
  };
  const says = (text: string) => workspace.client('bob').say('#general', `@openclaw.bot ${text}`);

  test('shows an admin both directions, what is sent, what waits, and the last deliveries, without a text', async () => {
    const { _id } = await says('the code is 4711');
    await vi.waitFor(() => expect(gateway.accepted().map(({ id }) => id)).toContain(`message.sent:${_id}`));
    const screen = await open('alice');
    await vi.waitFor(async () => {
      await screen.press('panel-refresh');
      expect(screen.bar()?.words).toContain(`message.sent:${_id}`);
    });
    const words = screen.bar()?.words ?? '';
    expect(words).toMatch(/^OpenClaw\n✅ Connected to OpenClaw at http.*\nOpenClaw last called this workspace /);
    expect(words).toContain('Sent to OpenClaw: messages that are addressed to me.');
    expect(words).toContain('No event waits here.');
    expect(words).toContain('*Given up:* nothing');
    expect(words).not.toContain('4711');
    expect(screen.bar()?.buttons).toEqual([...ADMINS, 'panel-room-off']);
    expect(whispered()).toMatch(/^The panel opens beside this room\. .*`\/openclaw status`/);
  });

  test('shows a room owner the switch of that room, and nothing else', async () => {
    const screen = await open('bob', '#bobs');
    expect(screen.bar()).toEqual({
      words: 'OpenClaw\n*This room:* I am switched on here.',
      buttons: ['panel-room-off'],
    });
    await screen.press('panel-room-off');
    expect(screen.bar()?.words).toContain('I am switched off here');
    expect((await workspace.client('bob').history('#bobs')).at(-1)?.msg).toMatch(/@bob switched me off/);
    await screen.press('panel-room-on');
    expect(screen.bar()?.words).toContain('I am switched on here');
    expect((await workspace.client('bob').history('#bobs')).at(-1)?.msg).toMatch(/@bob switched me on/);
  });

  test('opens for nobody else, by word or by a press of their own client', async () => {
    const byWord = await open('carol', '#bobs');
    expect(byWord.bar()).toBeUndefined();
    expect(whispered()).toBe('This panel is for admins and for the owners of this room.');
    const byPress = screenOf('carol');
    await byPress.pressRoomButton('#bobs', APP_ID, BUTTON);
    expect(byPress.bar()).toBeUndefined();
    expect(whispered()).toContain('This panel is for admins and for the owners of this room.\nThis panel is');
  });

  test('is in the menu of a room, for admins and for the owners of it', async () => {
    expect(texts).toHaveProperty('panel_button');
    expect(await screenOf('alice').roomButtons('#general')).toEqual([BUTTON]);
    expect(await screenOf('bob').roomButtons('#bobs')).toEqual([BUTTON]);
    expect(await screenOf('carol').roomButtons('#bobs')).toEqual([]);
    const screen = screenOf('alice');
    await screen.pressRoomButton('#general', APP_ID, BUTTON);
    expect(screen.bar()?.words).toContain('✅ Connected to OpenClaw');
    expect(whispered()).toBe('');
  });

  test('pauses and resumes, as the setting does', async () => {
    const screen = await open('alice');
    await screen.press('panel-pause');
    expect(screen.bar()?.words).toMatch(/⏸️ Paused: nothing is sent.*⏸️ The app is paused in its settings/s);
    expect(await isPausedIn(workspace)).toBe(true);
    const { _id } = await says('not now');
    await screen.press('panel-resume');
    expect(screen.bar()?.words).toContain('▶️ The pause is over');
    expect(await isPausedIn(workspace)).toBe(false);
    const later = await says('now');
    await vi.waitFor(() => expect(gateway.accepted().map(({ id }) => id)).toContain(`message.sent:${later._id}`));
    expect(gateway.accepted().map(({ id }) => id)).not.toContain(`message.sent:${_id}`);
  });

  test('lists what was given up with its reason, and sends it again', async () => {
    gateway.answerWith({ outcome: 'refused', reason: 'unknown account' });
    const { _id } = await says('please');
    await vi.waitFor(() => expect(storedRecords(workspace, /^outbox:dead/)).toHaveLength(1));
    gateway.answerWith(undefined);
    const screen = await open('alice');
    expect(screen.bar()?.words).toMatch(/\*Given up\*\n• `message\.sent` from @bob in #general, .*: refused: unknown/);
    const before = gateway.batches.length;
    await screen.press('panel-resend');
    expect(screen.bar()?.words).toContain('1 event is waiting for OpenClaw again.');
    await vi.waitFor(() => {
      const sent = gateway.batches.slice(before).flatMap(({ events }) => events.map(({ id }) => id));
      expect(sent).toContain(`message.sent:${_id}`);
    });
    await vi.waitFor(() => expect(storedRecords(workspace, /^outbox:/)).toEqual([]));
    await screen.press('panel-refresh');
    expect(screen.bar()?.words).toContain('*Given up:* nothing');
    expect(screen.bar()?.buttons).not.toContain('panel-resend');
  });

  test('shows how many events wait while the gateway is away, since when, and why', async () => {
    gateway.refuseWith(503);
    await says('hello?');
    await vi.waitFor(() => expect(storedRecords(workspace, /^outbox:waiting/)).toHaveLength(1));
    const screen = await open('alice');
    expect(screen.bar()?.words).toMatch(/❌ Not connected to OpenClaw: .*503/);
    expect(screen.bar()?.words).toContain('📭 1 event is waiting for OpenClaw; it is less than a minute old.');
    gateway.refuseWith(undefined);
    await screen.press('panel-refresh');
    await vi.waitFor(() => expect(storedRecords(workspace, /^outbox:/)).toEqual([]), { timeout: 10_000 });
  });

  test('opens in time if the gateway does not answer, with the last known state', async () => {
    const goOn = gateway.keepWaiting();
    const screen = await open('alice');
    expect(screen.bar()?.words).toContain('That is the last known state');
    goOn();
    await screen.press('panel-refresh');
    expect(screen.bar()?.words).not.toContain('That is the last known state');
  });

  describe('[S25] a right that was taken away while the panel is open', () => {
    test.each(['panel-refresh', 'panel-pause', 'panel-room-off'])('an admin’s: %s is refused', async (actionId) => {
      const screen = await open('alice');
      const alice = userOf('alice');
      const memberships = workspace.store.subscriptions.filter(({ uid }) => uid === alice._id);
      const kept = memberships.map(({ roles }) => roles);
      workspace.store.users.set(alice._id, { ...alice, roles: ['user'] });
      for (const each of memberships) each.roles = [];
      await screen.press(actionId);
      expect(screen.bar()?.words).not.toContain('Connected to OpenClaw');
      expect(screen.bar()?.buttons).toEqual([]);
      workspace.store.users.set(alice._id, alice);
      memberships.forEach((each, index) => {
        each.roles = kept[index] ?? [];
      });
      expect(await isPausedIn(workspace)).toBe(false);
      expect((await workspace.client('alice').history('#general')).at(-1)?.msg).not.toMatch(/switched me off/);
    });

    test('a room owner’s: the switch is refused, and the room stays as it was', async () => {
      const screen = await open('bob', '#bobs');
      const bob = userOf('bob');
      const [own] = workspace.store.subscriptions.filter(
        ({ uid, roles }) => uid === bob._id && roles.includes('owner'),
      );
      if (!own) throw new Error('bob owns no room');
      own.roles = [];
      await screen.press('panel-room-off');
      expect(screen.bar()).toEqual({
        words: 'OpenClaw\nOnly an owner of this room can do that.',
        buttons: [],
      });
      own.roles = ['owner'];
      expect((await workspace.client('bob').history('#bobs')).at(-1)?.msg).not.toMatch(/switched me off/);
    });
  });

  test('[S25] an owner of one room cannot name another one, nor do what is an admin’s', async () => {
    const screen = await open('bob', '#bobs');
    await screen.press('panel-room-off', 'GENERAL');
    expect(screen.bar()?.words).toContain('Only an owner of this room can do that.');
    const again = await open('bob', '#bobs');
    const { rid = '' } = (await workspace.client('bob').history('#bobs')).at(-1) ?? {};
    const container = { type: 'view', id: 'openclaw-panel-of-my-own' };
    for (const actionId of ['panel-pause', 'panel-resend', 'panel-resume']) {
      const forged = {
        type: 'blockAction',
        actionId,
        container,
        triggerId: 'own',
        payload: { blockId: 'b', value: rid },
      };
      const answer = await (await workspace.client('bob').interact(APP_ID, forged)).json();
      expect(JSON.stringify(answer)).toContain('Only an admin may do that.');
      expect(JSON.stringify(answer)).not.toContain('Connected to OpenClaw');
    }
    expect(await isPausedIn(workspace)).toBe(false);
    expect(again.bar()?.buttons).toEqual(['panel-room-off']);
  });

  test('is closed without a warning in the log of the server', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const screen = await open('bob', '#bobs');
    await screen.closeBar();
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });

  test('everything is there in words, too: pause and resume, for admins alone', async () => {
    const told = async (who: string, words: string) => {
      workspace.store.ephemerals.splice(0);
      await workspace.client(who).command('#general', `/openclaw ${words}`);
      return whispered();
    };
    expect(await told('bob', 'pause')).not.toContain('⏸️');
    expect(await isPausedIn(workspace)).toBe(false);
    expect(await told('alice', 'pause')).toMatch(/^⏸️ Paused/);
    expect(await isPausedIn(workspace)).toBe(true);
    expect(await told('alice', 'resume')).toMatch(/^▶️ The pause is over/);
    expect(await isPausedIn(workspace)).toBe(false);
  });

  test('an agent’s button that is called like one of the panel is the agent’s', async () => {
    await commands.command({
      command: 'post',
      roomId: 'GENERAL',
      text: 'press',
      blocks: [{ type: 'actions', elements: [{ type: 'button', actionId: 'panel-pause', text: 'Pause', value: 'x' }] }],
    });
    const [post] = [...workspace.store.messages.values()].filter(({ msg }) => msg === 'press');
    await workspace.client('alice').click(APP_ID, post?._id ?? '', 'panel-pause', 'x');
    await vi.waitFor(() => expect(gateway.events().map(({ type }) => type)).toContain('action.clicked'));
    expect(await isPausedIn(workspace)).toBe(false);
  });
});

test('clients drop a panel that comes more than five seconds after its word', async () => {
  let ahead = 0;
  const workspace = await startWorkspace({ sandbox: 'deno', clock: () => Date.now() + ahead });
  await workspace.installApp(appZip());
  const screen = workspace.screen('alice');
  await screen.type('#general', '/openclaw panel');
  expect(screen.bar()).toBeDefined();
  await screen.closeBar();
  screen.end();
  const late = workspace.stream.subscribe(({ type }) => {
    if (type === 'interaction') ahead = 6_000;
  });
  const again = workspace.screen('alice');
  await again.type('#general', '/openclaw panel');
  expect(workspace.shown).toHaveLength(2);
  expect(again.bar()).toBeUndefined();
  again.end();
  late();
  await workspace.stop();
});

/** As the page of the app's settings shows it. */
async function isPausedIn(workspace: Workspace): Promise<boolean> {
  const { userId, authToken } = await workspace.client('alice').login();
  const headers = { 'x-auth-token': authToken, 'x-user-id': userId };
  const response = await fetch(`${workspace.url}/api/apps/${APP_ID}/settings/paused`, { headers });
  const { setting } = (await response.json()) as { setting: { value: unknown } };
  return setting.value === true;
}
