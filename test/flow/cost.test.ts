import { writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Sandbox, startWorkspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from '../app/gateway-stand-in.ts';
import { appZip } from '../app/installed-app.ts';
import { whispersFor } from '../app/whispers.ts';
import { BOT } from './connected-workspace.ts';
import { align } from './events-tables.ts';
import { decisionsOf, eventsThatLeft, everythingIsOut } from './what-left.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 133 + i * 3));
const MESSAGES = 50;
const figures: string[][] = [
  ['sandbox', 'scope', 'rooms', 'messages for others', 'calls of the app to the server', 'requests'],
];

describe.each(['deno', 'node'] satisfies Sandbox[])('a message that is not for the bot (%s sandbox)', (sandbox) => {
  let gateway: GatewayStandIn;
  beforeAll(async () => {
    gateway = await startGatewayStandIn(secret);
  });
  afterAll(() => gateway?.stop());

  test.each([
    { scope: 'addressed', rooms: 1 },
    { scope: 'addressed', rooms: 50 },
    { scope: 'addressed', rooms: 200 },
    { scope: 'rooms', rooms: 200 },
  ])('costs nothing in $rooms rooms with scope $scope', async ({ scope, rooms }) => {
    const workspace = await startWorkspace({ sandbox });
    try {
      const settings = { gateway_url: gateway.url, shared_secret: secret, egress_scope: scope };
      await workspace.installApp(appZip(), { settings });
      const bob = workspace.client('bob');
      const places: string[] = [];
      for (let n = 0; n < rooms; n++) {
        const { _id } = await bob.createRoom(`room-${n}`, { isPrivate: true, members: ['carol'] });
        // With scope `rooms` what is said where the bot is would leave.
        if (scope === 'addressed') await bob.invite(_id, BOT);
        places.push(_id);
      }
      // The first of everything fills what the app remembers.
      await bob.say(places[0] ?? '', 'the first one');
      // Once in a process, the app looks at its permissions as well.
      await whispersFor(workspace, 'status');
      await everythingIsOut(workspace);
      // The event of the bot's own joining comes in the order in which it is heard, and that may be after the marker.
      const joined = () => eventsThatLeft(workspace).filter(({ type }) => type === 'room.joined').length;
      const isWaiting = () => JSON.stringify([...workspace.store.persistence.values()]).includes('outbox:waiting');
      const isQuiet = () => !isWaiting() && workspace.outgoing.every(({ endedAt }) => endedAt !== undefined);
      await vi.waitFor(() => expect([joined(), isQuiet()]).toEqual([scope === 'addressed' ? rooms : 0, true]), {
        timeout: 20_000,
      });
      const requests = workspace.outgoing.length;
      workspace.bridgeCalls.reset();
      const said: string[] = [];
      for (let n = 0; n < MESSAGES; n++) {
        const { _id } = await bob.say(places[n % places.length] ?? '', `for carol ${n}`);
        said.push(_id);
        if (n % 5 === 0) await workspace.client('carol').react(_id, ':+1:', true);
        if (n % 10 === 0) await bob.edit(_id, `for carol, really ${n}`);
      }
      await vi.waitFor(
        () => {
          for (const id of said) expect(decisionsOf(workspace, id)[0]).toMatchObject({ leaves: false });
        },
        { timeout: 20_000 },
      );
      const left = workspace.outgoing.length - requests;
      figures.push([sandbox, scope, rooms, MESSAGES, workspace.bridgeCalls.count(), left].map(String));
      expect(workspace.bridgeCalls.byName()).toEqual({});
      expect(left).toBe(0);
    } finally {
      await workspace.stop();
    }
  });
});

afterAll(() => console.log(align(figures)));
