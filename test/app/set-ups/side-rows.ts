import { expect, onTestFinished } from 'vitest';
import { findUserByName, startWorkspace } from '../../../testbed/workspace/workspace.ts';
import { appZip } from '../installed-app.ts';
import { elsewhere, shiftGateway, wayBack, wayOut } from './breaking.ts';
import { AS_THE_APP_SAYS, AS_THE_GATEWAY_SAYS, NO_APP_SPEAKS, PERSON, type Row } from './row.ts';
import { BOT, OTHER_SECRET, SECRET } from './stage.ts';

const MINUTES_7 = 7 * 60_000;
const REFUSED = '{"error":"bad-request"}';

/** One side, or what both have agreed on, is not as it has to be. */
export const SIDE_ROWS: readonly Row[] = [
  {
    n: 3,
    name: 'the secret is wrong',
    forms: [
      {
        name: 'in the app',
        set: ({ settings }) => settings({ shared_secret: OTHER_SECRET }),
        app: [
          /answered 401: the secret is not the same .*our key is [\w-]+\); paste a fresh connection code/,
          /^Keys: events /m,
        ],
        gateway: [
          /401: the secret or the account differs .*ours for commands is [\w-]+.*paste a fresh connection code/,
        ],
        person: PERSON.waitsForAdmin,
      },
    ],
  },
  {
    n: 4,
    name: 'the secrets of two accounts are swapped',
    forms: [
      {
        name: 'this one has that of another',
        async set({ account, settings }) {
          await account({ sharedSecret: OTHER_SECRET }, 'work');
          await settings({ account_id: 'work', shared_secret: SECRET });
        },
        app: [/rocketchat\/work\/events answered 401: the secret is not the same .*our key is/],
        gateway: [/401: the secret or the account differs .*compare the key ids .*of account work/],
        person: PERSON.waitsForAdmin,
      },
    ],
  },
  {
    n: 5,
    name: 'a clock is off by 7 minutes',
    forms: [
      { name: 'ahead', ms: MINUTES_7, here: 'behind', there: 'ahead of' },
      { name: 'behind', ms: -MINUTES_7, here: 'ahead of', there: 'behind' },
    ].map(({ name, ms, here, there }) => ({
      name: `the gateway is ${name}`,
      async set({ account, gateway, settings }) {
        shiftGateway(ms);
        await account();
        await settings({ gateway_url: gateway.url });
      },
      app: [new RegExp(`answered 401: this server's clock is 7 minutes ${here} the gateway's; set it right`)],
      gateway: [new RegExp(`401: our clock is 7 minutes ${there} the workspace's: set it right`)],
      person: PERSON.waitsForAdmin,
    })),
  },
  {
    n: 11,
    name: 'another plugin has the channel rocketchat',
    forms: [
      {
        name: 'ours does not run',
        async set({ gateway, settings }) {
          await gateway.end();
          await settings({ gateway_url: gateway.url });
        },
        app: [/answered 404: .*check that the plugin is enabled, that no other plugin has its channel/],
        gateway: { cannot: 'none of our code runs: `openclaw plugins list` shows both' },
        person: PERSON.waitsForAdmin,
      },
    ],
  },
  {
    n: 12,
    name: 'the two halves are of different versions',
    forms: [
      wayOut(
        'the plugin is older',
        () => elsewhere(400, {}, REFUSED),
        /answered 400: the plugin there does not understand .*update both to the same version/,
        PERSON.notTaken,
      ),
      wayBack('the app is older', () => elsewhere(400, {}, REFUSED), /400: .*that both halves have the same version/),
    ],
  },
  {
    n: 16,
    name: 'the account does not exist',
    forms: [
      {
        name: 'in the app it has another name',
        set: ({ settings }) => settings({ account_id: 'nowhere' }),
        app: [/answered 404: there is no account "nowhere" there.*and the account/],
        gateway: [/401: the secret or the account differs .*of account default/],
        person: PERSON.waitsForAdmin,
      },
    ],
  },
  {
    n: 18,
    name: 'the set-up has been left half-way',
    forms: [
      {
        name: 'no connection code is pasted yet',
        async set({ settings, workspace }) {
          await workspace.client('alice').command('#general', '/openclaw disconnect');
          await settings({ gateway_url: '' });
        },
        app: [/not connected yet: paste a connection code into the settings/],
        gateway: [
          /503: the app is there, but not connected.*paste the connection code, which `openclaw rocketchat connect` prints/,
        ],
        person: PERSON.notConnected,
      },
      {
        name: 'the app has the secret, and no Gateway URL',
        set: ({ settings }) => settings({ gateway_url: '' }),
        app: [/OpenClaw is not fetching events .*has `transport: "pull"`.*enter its Gateway URL instead/],
        gateway: [AS_THE_APP_SAYS, /enter its Gateway URL instead/],
        person: PERSON.waits,
      },
      {
        name: 'the account has no secret',
        set: ({ account }) => account({ sharedSecret: undefined }),
        app: [/answered 404: .*Check the address .*and the account/],
        gateway: [/make a secret with `openclaw rocketchat connect`/],
        person: PERSON.waitsForAdmin,
      },
    ],
  },
  {
    n: 25,
    name: 'two workspaces have the code of one account',
    forms: [
      {
        name: 'the second one',
        async set({ gateway, account, lookAt }) {
          const second = await startWorkspace({ sandbox: 'node' });
          onTestFinished(second.stop);
          await account();
          await second.installApp(appZip(), { settings: { gateway_url: gateway.url, shared_secret: SECRET } });
          lookAt(second);
        },
        app: [
          AS_THE_GATEWAY_SAYS,
          /account default belongs to the workspace http.*connect this one to an account of its own/,
        ],
        gateway: [
          /another workspace, http\S+, uses the connection code of this account/,
          /give each workspace an account of its own/,
        ],
        person: PERSON.noWayBack,
      },
    ],
  },
];

/** The app is not there, or not as it was. */
export const INSTALLATION_ROWS: readonly Row[] = [
  {
    n: 8,
    name: 'the licence forbids private apps',
    forms: [
      {
        name: 'the server takes the app, and keeps it off',
        async set({ account, lookAt }) {
          const bare = await startWorkspace({ sandbox: 'node', licence: 'community' });
          onTestFinished(bare.stop);
          await bare.installApp(appZip(), { settings: { shared_secret: SECRET } });
          await account({ baseUrl: bare.url, appPath: undefined });
          lookAt(bare);
        },
        app: NO_APP_SPEAKS,
        gateway: [/404: the app .*is not installed, not enabled \(private apps need a plan/],
        person: NO_APP_SPEAKS,
      },
    ],
  },
  {
    n: 10,
    name: 'the user name of the bot is taken',
    forms: [
      {
        name: 'the server refuses the upload',
        async set(stage) {
          await stage.uninstall();
          const { store } = stage.workspace;
          const bob = findUserByName(store, 'bob');
          if (!bob) throw new Error('bob is gone');
          store.users.set('TakesIt1', { ...bob, _id: 'TakesIt1', username: BOT });
          onTestFinished(() => void store.users.delete('TakesIt1'));
          await expect(stage.workspace.installApp(appZip())).rejects.toThrow(
            'Failed to create an app user for this app',
          );
          await stage.account({ appPath: undefined });
        },
        // The server itself says so, to the one who uploads it: see above.
        app: NO_APP_SPEAKS,
        gateway: [/404: the app .*is not installed/],
        person: NO_APP_SPEAKS,
      },
    ],
  },
  {
    n: 17,
    name: 'the app was removed and installed again',
    forms: [
      {
        name: 'without a code',
        set: ({ reinstall }) => reinstall(),
        app: [/not connected yet: paste a connection code into the settings/],
        gateway: [/404: .*was installed again: enable it, and paste the connection code into its settings/],
        person: PERSON.notConnected,
      },
      {
        name: 'with its code, where the gateway fetches at the path from before',
        async set({ account, appPath, reinstall, settings }) {
          const path = appPath();
          await reinstall();
          await settings({ gateway_url: '', shared_secret: SECRET });
          await account({ transport: 'pull', appPath: path });
        },
        app: [
          /OpenClaw is not fetching events/,
          /`openclaw config set channels\.rocketchat\.appPath \/api\/apps\/private\//,
        ],
        gateway: [
          /404: .*was installed again: set channels\.rocketchat\.appPath to the path that `\/openclaw status` shows/,
        ],
        person: PERSON.waits,
      },
    ],
  },
];
