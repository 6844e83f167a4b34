import { type Event, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Sandbox, startWorkspace, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from '../app/gateway-stand-in.ts';
import { appZip, commandsOf } from '../app/installed-app.ts';
import { BOT } from './connected-workspace.ts';
import { type Cells, writeTables } from './events-tables.ts';
import { type BotSays, HAPPENINGS, type Happening } from './happenings.ts';
import { openPlaces, type Place } from './places.ts';
import { decisionsOf, eventsThatLeft, everythingIsOut } from './what-left.ts';
import { isWrittenDown } from './written-down.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 90 + i * 5));
const SCOPES = ['addressed', 'rooms'] as const;

describe('every kind of event in every kind of room', () => {
  let gateway: GatewayStandIn;
  const tables = new Map<string, Cells>();

  beforeAll(async () => {
    gateway = await startGatewayStandIn(secret);
  });
  afterAll(() => gateway?.stop());

  describe.each(['deno', 'node'] satisfies Sandbox[])('(%s sandbox)', (sandbox) => {
    test.each(SCOPES)('leaves or stays by the rules of scope %s', async (scope) => {
      const workspace = await startWorkspace({ sandbox });
      try {
        workspace.settings.E2E_Enable = true;
        const settings = { gateway_url: gateway.url, shared_secret: secret, egress_scope: scope };
        await workspace.installApp(appZip(), { settings });
        const cells = await happenEverywhere(workspace);
        tables.set(`${sandbox} ${scope}`, cells);
        expect(cells.size).toBeGreaterThan(150);
        expect(rulesBroken(cells)).toEqual([]);
      } finally {
        await workspace.stop();
      }
    });

    test('a room that is made with the bot in it lets a mention out at once', async () => {
      const workspace = await startWorkspace({ sandbox });
      try {
        await workspace.installApp(appZip(), { settings: { gateway_url: gateway.url, shared_secret: secret } });
        const bob = workspace.client('bob');
        // The app looks up where its bot is…
        const before = await bob.createRoom('before', { isPrivate: true });
        await bob.say(before._id, `@${BOT} can you hear me?`);
        await vi.waitFor(() => expect(workspace.logs.join()).toContain('stays: not-a-member'), { timeout: 10_000 });
        // …and the server tells it nothing of joins when a room begins with the bot in it.
        const room = await bob.createRoom('together', { isPrivate: true, members: [BOT] });
        const sent = await bob.say(room._id, `@${BOT} and here?`);
        await vi.waitFor(() => expect(decisionsOf(workspace, sent._id)).not.toEqual([]), { timeout: 10_000 });
        expect(decisionsOf(workspace, sent._id)).toEqual([{ leaves: true, why: 'mention' }]);
      } finally {
        await workspace.stop();
      }
    });
  });

  test('is the same in both sandboxes, and is written down in docs/events.md', () => {
    for (const scope of SCOPES) expect(tables.get(`node ${scope}`)).toEqual(tables.get(`deno ${scope}`));
    const [addressed, rooms] = SCOPES.map((scope) => tables.get(`node ${scope}`));
    if (!addressed || !rooms) throw new Error('the tables are incomplete');
    const text = writeTables(addressed, rooms);
    console.log(text);
    isWrittenDown('first', `${text}\n`);
  });
});

/** All of it in one workspace, step by step: what must be there before, then the happenings, then the comings and goings. */
async function happenEverywhere(workspace: Workspace): Promise<Cells> {
  const gateway = commandsOf(workspace, secret);
  const bot: BotSays = async (roomId, text, threadId) => {
    const command = { command: 'post', roomId, text, ...(threadId && { threadId }) };
    const answer = (await gateway.command(command)) as { ok: boolean; result?: { messageId: string } };
    return answer.result?.messageId;
  };
  const places = await openPlaces(workspace);
  await everythingIsOut(workspace);

  const cells: Cells = new Map();
  const planned = places.flatMap((place) => HAPPENINGS.map((happening) => ({ place, happening })));
  const ready: { place: Place; happening: Happening; about: string }[] = [];
  for (const { place, happening } of planned) {
    if (happening.isPossible && !happening.isPossible(place)) continue;
    const about = happening.before ? await happening.before(place, bot) : '';
    if (about !== undefined) ready.push({ place, happening, about });
  }
  await everythingIsOut(workspace);

  for (const isLast of [false, true]) {
    const eventsBefore = eventsThatLeft(workspace).length;
    const acted: { place: Place; happening: Happening; about: string; decided: number; isNew: boolean }[] = [];
    for (const { place, happening, about } of ready.filter((each) => (each.happening.isLast ?? false) === isLast)) {
      const decided = about ? decisionsOf(workspace, about).length : 0;
      const done = await happening.act(place, about);
      if (!done) continue;
      const isNew = done !== about && !isLast;
      acted.push({ place, happening, about: done, decided: isNew ? 0 : decided, isNew });
    }
    await everythingIsOut(workspace);
    const whys: string[] = [];
    for (const { place, happening, about, decided, isNew } of acted) {
      // The line about it comes with the end of its hook, and so after the push: when all are there, all is out.
      const decisions = await vi.waitFor(
        () => {
          const since = decisionsOf(workspace, about).slice(isLast ? -1 : decided);
          if (since.length === 0 && !isUnwritten(place, isNew))
            throw new Error(`no decision: ${happening.name}, ${place.kind}`);
          return since;
        },
        { timeout: 10_000 },
      );
      whys.push(decisions.at(-1)?.why ?? 'encrypted');
    }
    const left = eventsThatLeft(workspace).slice(eventsBefore);
    for (const [index, { place, happening, about }] of acted.entries()) {
      const types = left.filter((event) => aboutOf(event) === about).map(({ type }) => type);
      cells.set(`${place.kind} | ${place.isBotIn} | ${happening.name}`, { left: types, why: whys[index] ?? '' });
    }
  }
  return cells;
}

/** A new encrypted message reaches the app as a system message, about which it decides nothing. */
const isUnwritten = ({ kind }: Place, isNew: boolean) => isNew && kind === 'end-to-end encrypted room';

function aboutOf(event: Event): string | undefined {
  if ('message' in event && event.message) return event.message.id;
  return event.type === 'room.joined' || event.type === 'room.left' ? event.room.id : undefined;
}

/** The promises that hold whatever the setting: each is a sentence in docs/admin.md. */
function rulesBroken(cells: Cells): string[] {
  return [...cells].flatMap(([cell, { left }]) => {
    const isClosed = /^(direct message of other people|livechat|end-to-end encrypted room)/.test(cell);
    const isMembership = cell.includes('the bot is');
    if (isClosed && left.length > 0 && !isMembership) return [`${cell} must never leave, and ${left.join()} did`];
    return left.length > 1 ? [`${cell} left ${left.length} times`] : [];
  });
}
