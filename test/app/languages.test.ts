import { writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { findUserByName, type Sandbox, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type ConnectedApp, startConnected } from './connected-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 29 + i * 3));
const BOT = 'openclaw.bot';
const PATIENCE = { timeout: 20_000, interval: 50 };

/** On the real engine: the catalogues, plural forms and spans need `Intl` within the sandbox. */
describe.each(['deno', 'node'] satisfies Sandbox[])('the language of a person (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: ConnectedApp['gateway'];

  beforeAll(async () => {
    const connected = await startConnected(sandbox, secret);
    ({ workspace, gateway } = connected);
    return connected.stop;
  });

  beforeEach(() => {
    workspace.settings.Language = '';
    for (const { username } of workspace.store.users.values()) speaks(username, undefined);
  });

  function speaks(username: string, language: string | undefined): void {
    const user = findUserByName(workspace.store, username);
    if (user) user.settings = { preferences: { ...(language && { language }) } };
  }

  /** All that alice, an admin, reads after this command. */
  async function read(words: string): Promise<string> {
    workspace.store.ephemerals.splice(0);
    await workspace.client('alice').command('#general', `/openclaw ${words}`);
    return workspace.store.ephemerals.map(({ text }) => text).join('\n');
  }

  const HELP = {
    en: 'send nothing from this room',
    de: 'nichts aus diesem Raum an OpenClaw senden',
    'pt-BR': 'não enviar nada desta sala',
    es: 'no enviar nada de esta sala',
    fr: 'ne rien envoyer de ce salon',
  };

  test.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['pt-BR', 'pt-BR'],
    ['pt', 'pt-BR'],
    ['es', 'es'],
    ['fr', 'fr'],
    ['ja', 'en'],
    [undefined, 'en'],
  ] as const)('whose account says %s is %s', async (own, language) => {
    speaks('alice', own);
    expect(await read('help')).toContain(HELP[language]);
  });

  test('is the workspace’s where the account says nothing', async () => {
    workspace.settings.Language = 'es';
    expect(await read('help')).toContain(HELP.es);
    speaks('alice', 'fr');
    expect(await read('help')).toContain(HELP.fr);
  });

  test('is that of the status, with its faults and its plural forms', async () => {
    speaks('alice', 'de');
    gateway.refuseWith(503);
    try {
      await workspace.client('bob').say('#general', `@${BOT} hallo`);
      const status = await read('status');
      expect(status).toMatch(
        /^❌ Nicht mit OpenClaw verbunden: http\S+ hat mit 503 geantwortet: Das Gateway startet gerade,/,
      );
      expect(status).toContain('📭 1 Ereignis wartet auf OpenClaw; es ist weniger als eine Minute alt.');
      expect(status).toContain('Gesendet werden an OpenClaw: Nachrichten, die an mich gerichtet sind.');
    } finally {
      gateway.refuseWith(undefined);
    }
  });

  test('is that of a hint, and each person has their own', async () => {
    speaks('bob', 'pt-BR');
    speaks('carol', 'ja');
    const room = await workspace.client('alice').createRoom(`hints-${sandbox}`, { members: ['bob', 'carol', BOT] });
    await workspace.client('alice').command(room._id, '/openclaw here off');
    workspace.store.ephemerals.splice(0);
    await workspace.client('bob').say(room._id, `@${BOT} oi`);
    await workspace.client('carol').say(room._id, `@${BOT} hi`);
    await vi.waitFor(() => expect(workspace.store.ephemerals).toHaveLength(2), PATIENCE);
    const told = Object.fromEntries(workspace.store.ephemerals.map(({ uid, text }) => [uid, text]));
    const hintOf = (username: string) => told[findUserByName(workspace.store, username)?._id ?? ''];
    expect(hintOf('bob')).toContain('Estou desligado nesta sala.');
    expect(hintOf('carol')).toContain('I am switched off in this room.');
  });

  test('plays no part in a line for all: that is in the language of the workspace', async () => {
    speaks('alice', 'fr');
    workspace.settings.Language = 'de';
    const room = await workspace.client('alice').createRoom(`lines-${sandbox}`, { members: ['bob', BOT] });
    workspace.store.ephemerals.splice(0);
    await workspace.client('alice').command(room._id, '/openclaw here off');
    const lines = (await workspace.client('bob').history(room._id)).map(({ msg }) => msg);
    expect(lines).toContainEqual(expect.stringContaining('@alice hat mich in diesem Raum abgeschaltet'));
    expect(workspace.store.ephemerals.map(({ text }) => text)).toEqual(['Je suis maintenant désactivé dans ce salon.']);
  });

  test('does not go to a gateway that has not named it', async () => {
    speaks('bob', 'pt-BR');
    const text = `@${BOT} olá ${sandbox}`;
    await workspace.client('bob').say('#general', text);
    const spoken = () =>
      gateway
        .events()
        .flatMap((event) => (event.type === 'message.sent' && event.message.text === text ? [event] : []));
    await vi.waitFor(() => expect(spoken()).toHaveLength(1), PATIENCE);
    expect(spoken()[0]?.actor).not.toHaveProperty('language');
  });
});
