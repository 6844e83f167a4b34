import { commandsOf } from '../installed-app.ts';
import { AS_THE_APP_SAYS, AS_THE_GATEWAY_SAYS, type Form, NO_APP_SPEAKS, PERSON, type Reads, type Row } from './row.ts';
import { SECRET } from './stage.ts';

const ONLY_HERE = { cannot: 'the gateway reaches the app, and the app says it where an admin asks' } as const;
const DUMB = { cannot: 'without it the app can say nothing at all' } as const;
const ONLY_ITS_LOG = { cannot: 'a hello needs no permission; the log names it with the first answer' } as const;
const AN_ANSWER = { command: 'post', roomId: 'GENERAL', text: 'an answer' };
const WORKS = { cannot: 'the message is answered; only what waits for the minute is late' } as const;

/** Uploaded again without it, and connected. */
function without(permission: string, app: Reads, gateway: Reads, person: Reads, logs?: Form['logs']): Form {
  return {
    name: permission,
    async set({ account, gateway: { url }, reinstall, settings }) {
      await reinstall(permission);
      await account();
      await settings({ gateway_url: url, shared_secret: SECRET });
    },
    app,
    gateway,
    person,
    ...(logs && { logs }),
  };
}

const lacks = (permission: string) => [
  new RegExp(`the app lacks the permission \`${permission}\`: remove it, upload it again, and accept all permissions`),
];

/** An admin has not granted what the app asks for. */
export const PERMISSION_ROW: Row = {
  n: 9,
  name: 'a permission was not granted',
  forms: [
    without(
      'networking',
      [/^❌ Not connected to OpenClaw: .*See whether the app has the permission `networking`/],
      [AS_THE_APP_SAYS, /the permission `networking`/],
      PERSON.waits,
    ),
    without('api', [AS_THE_GATEWAY_SAYS, /permission `api`/], [/404: .*the permission `api`/], PERSON.noWayBack),
    without('persistence', NO_APP_SPEAKS, [/404: .*not enabled \(.*its log says more\)/], NO_APP_SPEAKS, {
      of: ({ workspace }) => workspace.logs.join('\n'),
      says: lacks('persistence'),
    }),
    without('scheduler', lacks('scheduler'), ONLY_HERE, WORKS),
    without('user.read', lacks('user.read'), ONLY_HERE, PERSON.noWayBack),
    without('room.read', lacks('room.read'), ONLY_HERE, PERSON.noWayBack),
    without('message.write', DUMB, ONLY_ITS_LOG, DUMB, {
      of: async ({ workspace }) => JSON.stringify(await commandsOf(workspace, SECRET).command(AN_ANSWER)),
      says: [/the server took the message but named no id: check the permissions of the app/],
    }),
  ],
};
