import { type Event, LIMITS, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Sandbox, seededDice, startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from '../app/gateway-stand-in.ts';
import { appZip } from '../app/installed-app.ts';
import { roomsWithBot } from './connected-workspace.ts';
import { align } from './events-tables.ts';
import { everythingIsOut } from './what-left.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 17 + i * 5));
const ROOMS = 10;
const MESSAGES = 1_000;
const REACTED = 0.2;
const EDITED = 0.1;

const figures: string[][] = [
  [
    'sandbox',
    'events late by',
    'events',
    'rooms in order',
    'missing',
    'twice',
    'pushes',
    'most events in a push',
    'took',
  ],
];

describe.each(['deno', 'node'] satisfies Sandbox[])(
  '1,000 messages in 10 rooms without a pause (%s sandbox)',
  (sandbox) => {
    let gateway: GatewayStandIn;
    let workspace: Workspace;

    beforeAll(async () => {
      gateway = await startGatewayStandIn(secret);
    });
    afterAll(() => gateway?.stop());

    test.each([0, 20])('arrive in order, each once, with events up to %i ms late', async (lateMs) => {
      const dice = seededDice(lateMs + 1);
      const shuffleDelayMs = () => Math.floor(dice() * lateMs);
      workspace = await startWorkspace({ sandbox, shuffleDelayMs });
      try {
        const settings = { gateway_url: gateway.url, shared_secret: secret, egress_scope: 'rooms' };
        await workspace.installApp(appZip(), { settings });
        const rooms = await roomsWithBot(workspace, ROOMS);
        await everythingIsOut(workspace);
        const seenBefore = gateway.batches.length;
        const started = performance.now();
        const said = await talkWithoutPause(workspace, rooms, dice);
        await everythingIsOut(workspace);
        // A reaction may be later than the marker: it has no time but that at which it was heard.
        await vi.waitFor(() => expect(missing(said, eventsSince(gateway, seenBefore))).toEqual([]), {
          timeout: 30_000,
        });

        const batches = gateway.batches.slice(seenBefore);
        const arrived = eventsSince(gateway, seenBefore);
        const ids = arrived.map(({ id }) => id);
        const faults = rooms.map((room) =>
          faultsIn(arrived.filter((event) => 'room' in event && event.room.id === room)),
        );
        const twice = ids.length - new Set(ids).size;
        const inOrder = faults.filter((each) => each.length === 0).length;
        const most = Math.max(...batches.map(({ events }) => events.length));
        figures.push(
          [
            sandbox,
            `0–${lateMs} ms`,
            said.length,
            `${inOrder} of ${ROOMS}`,
            missing(said, arrived).length,
            twice,
            batches.length,
            most,
          ].map(String),
        );
        figures.at(-1)?.push(`${Math.round(performance.now() - started)} ms`);
        expect(faults.flat().slice(0, 5)).toEqual([]);
        expect(twice).toBe(0);
        expect(most).toBeLessThanOrEqual(LIMITS.eventsPerBatch);
        for (const batch of batches) expect(JSON.stringify(batch).length).toBeLessThanOrEqual(LIMITS.payloadBytes);
      } finally {
        await workspace.stop();
      }
    });
  },
);

afterAll(() => console.log(align(figures)));

/** In each room the next is said as soon as the server has taken the one before; what follows a message is not waited for. */
async function talkWithoutPause(workspace: Workspace, rooms: readonly string[], dice: () => number): Promise<string[]> {
  const bob = workspace.client('bob');
  const expected: string[] = [];
  const followed: Promise<unknown>[] = [];
  await Promise.all(
    rooms.map(async (room) => {
      for (let n = 0; n < MESSAGES / ROOMS; n++) {
        const { _id } = await bob.say(room, `${n}`);
        expected.push(`message.sent:${_id}`);
        const lot = dice();
        if (lot < REACTED) {
          followed.push(bob.react(_id, ':tada:', true));
          expected.push(`reaction.added:${_id}`);
        } else if (lot < REACTED + EDITED) {
          followed.push(bob.edit(_id, `${n}, corrected`));
          expected.push(`message.updated:${_id}`);
        }
      }
    }),
  );
  await Promise.all(followed);
  return expected;
}

function eventsSince({ batches }: GatewayStandIn, from: number): Event[] {
  return batches.slice(from).flatMap(({ events }) => events);
}

/** An event's id begins with its type and its message. */
function missing(expected: readonly string[], arrived: readonly Event[]): string[] {
  const there = new Set(arrived.map(({ id }) => id.split(':').slice(0, 2).join(':')));
  return expected.filter((id) => !there.has(id));
}

/** Faults in the order of one room: time goes back, or an event comes before the message that it is about. */
function faultsIn(events: readonly Event[]): string[] {
  const faults: string[] = [];
  const known = new Set<string>();
  let latest = 0;
  for (const event of events) {
    if (event.type === 'message.sent') known.add(event.message.id);
    else if ('message' in event && event.message && !known.has(event.message.id)) {
      faults.push(`${event.type} before its message ${event.message.id}`);
    }
    if (event.at < latest) faults.push(`${event.id} is ${latest - event.at} ms older than what came before it`);
    latest = Math.max(latest, event.at);
  }
  return faults;
}
