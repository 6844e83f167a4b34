import { join } from 'node:path';
import { APP_ID, commandRoute, UPLOAD_SHA256 } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FEATURES } from '../../../gateway-endpoint/src/app-client/features.ts';
import { httpAppClient } from '../../../gateway-endpoint/src/app-client/http-client.ts';
import { keptPathIn } from '../../../gateway-endpoint/src/app-client/kept-path.ts';
import { onOccasion } from '../../../gateway-endpoint/src/store/on-occasion.ts';
import { BOT, type FakeApp, startFakeApp } from '../fake-app.ts';
import { aSecret, nonces } from '../keys.ts';
import { aFolder } from '../services.ts';
import { aPath } from './a-path.ts';

const PUBLIC = commandRoute('default').path;
const privatePath = (id: string) => `/api/apps/private/${APP_ID}/${id}/commands`;
const [FIRST, SECOND] = [privatePath('first'), privatePath('second')];
const post = { v: 1, command: 'post', key: 'k1', roomId: 'Room1', text: 'hi' } as const;
const helloFrom = (commandPath?: string) => ({
  appVersion: '1',
  bot: BOT,
  siteUrl: 'http://chat',
  egress: { paused: false, scope: 'addressed' as const, rooms: [] },
  messageMaxChars: 5_000,
  ...(commandPath && { commandPath, features: [UPLOAD_SHA256] }),
  now: 0,
});

describe('where commands are sent', () => {
  let app: FakeApp;
  let asked: string[];
  beforeEach(async () => {
    app = await startFakeApp({ secret: aSecret() });
    asked = [];
  });
  afterEach(() => app.stop());

  const client = (where: ReturnType<typeof aPath>) =>
    httpAppClient({ accountId: 'default' }, { baseUrl: app.url, secrets: { current: aSecret() } }, where, {
      clock: () => Date.now(),
      nonce: nonces(),
      dice: () => 1,
      pause: async () => undefined,
      fetch: (input, init) => {
        asked.push(new URL(String(input)).pathname);
        return fetch(input, init);
      },
    });

  test('[S15] nobody has told a path: where 0.1.0 takes them', async () => {
    await client(aPath()).call(post);
    expect(asked).toEqual([PUBLIC]);
  });

  test('[S15] where the app has told, over a restart, and nowhere else', async () => {
    app.path = FIRST;
    await client(aPath({ kept: FIRST })).call(post);
    expect(asked).toEqual([FIRST]);
  });

  test('[S15] the app is another installation: what the operator has set, then not again at the public path', async () => {
    app.path = SECOND;
    await client(aPath({ kept: FIRST, appPath: SECOND })).call(post);
    expect(asked).toEqual([FIRST, SECOND]);
    app.path = privatePath('third');
    await expect(client(aPath({ kept: FIRST })).call(post)).rejects.toMatchObject({
      code: 'not-found',
      happened: 'no',
    });
    expect(asked.slice(2)).toEqual([FIRST]);
  });

  test('[S15] the app was installed anew: its hello is asked for, and the command goes where it says', async () => {
    app.path = SECOND;
    const where = aPath({ kept: FIRST, isHeard: true, pause: () => new Promise(() => undefined) });
    const posted = client(where).call(post);
    await expect.poll(where.isWanted).toBe(true);
    where.told(helloFrom(SECOND));
    await expect(posted).resolves.toEqual({ messageId: 'posted-1' });
    expect(asked).toEqual([FIRST, SECOND]);
    expect(where.written).toEqual([SECOND]);
    expect(where.isWanted()).toBe(false);
  });

  test('[S15] an app of 0.1.0 says hello after a newer one: its path counts', async () => {
    const where = aPath({ kept: FIRST });
    where.told(helloFrom());
    await client(where).call(post);
    expect(asked).toEqual([PUBLIC]);
    expect(where.written).toEqual([undefined]);
  });

  test.each([
    ['push', /installed again: enable it, and paste the connection code into its settings/],
    ['pull', /set channels\.rocketchat\.appPath to the path that `\/openclaw status` shows/],
  ] as const)('[S15] with %s the error says what to do', async (transport, sentence) => {
    app.path = FIRST;
    await expect(client(aPath({ transport })).call(post)).rejects.toMatchObject({
      message: expect.stringMatching(sentence),
    });
  });

  test('features are named to an app that names its own, and 0.1.0 gets the hello that it knows', async () => {
    const activation = { commandPrefixes: [], oncharPrefixes: [], answersEveryMessageIn: [], mentionAll: false };
    const gateway = { pluginVersion: '1', accountId: 'default', activation, now: 0 };
    const hello = { v: 1, command: 'hello', key: 'h', gateway } as const;
    await client(aPath()).call(hello);
    app.path = FIRST;
    await client(aPath({ kept: FIRST })).call({ ...hello, key: 'i' });
    expect(app.asked('hello').map(({ gateway }) => gateway.features)).toEqual([undefined, FEATURES]);
  });
});

describe('a path that is kept', () => {
  test('is read by later clients of the same workspace only', () => {
    const lend = onOccasion(join(aFolder(), 'account.sqlite'));
    const kept = keptPathIn(lend, 'http://chat');
    expect(kept.read()).toBeUndefined();
    kept.write(FIRST);
    kept.write(SECOND);
    expect(keptPathIn(lend, 'http://chat').read()).toBe(SECOND);
    expect(keptPathIn(lend, 'http://other').read()).toBeUndefined();
    kept.write(undefined);
    expect(kept.read()).toBeUndefined();
  });

  test('is unknown later where the folder cannot be written', () => {
    const kept = keptPathIn(onOccasion('/dev/null/nowhere/account.sqlite'), 'http://chat');
    kept.write(FIRST);
    expect(kept.read()).toBeUndefined();
  });
});
