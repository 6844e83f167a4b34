import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { manifest } from '../../../../gateway-endpoint/manifest.ts';
import { type Admitted, laneOf } from '../../../../gateway-endpoint/src/admit/admitted.ts';
import { type Inbox, openInbox } from '../../../../gateway-endpoint/src/admit/inbox.ts';
import { CHANNEL_ID } from '../../../../gateway-endpoint/src/config/channel-id.ts';
import { describeFailed, retryFailed } from '../../../../gateway-endpoint/src/plugin/setup/failed.ts';
import { storeFolder, storePath } from '../../../../gateway-endpoint/src/store/folder.ts';
import { aMessage } from '../../event.ts';
import { BOT } from '../../fake-app.ts';
import { aFolder, aStore, presentOf } from '../../services.ts';

const HOUR = 3_600_000;
let stateDir: string;
let now: number;
let works: boolean;
let handled: string[];
let dead: string[];

const pathOf = (accountId: string) => storePath(join(stateDir, 'plugins/rocketchat'), accountId);
const queues = (...accountIds: string[]) => ({ stateDir, accountIds, clock: () => now });
const item = (id: string, room = {}): Admitted => ({ event: aMessage({ id, at: now, room }), bot: BOT });

beforeEach(() => {
  stateDir = aFolder();
  now = Date.UTC(2026, 4, 4, 9, 12);
  works = false;
  handled = [];
  dead = [];
});

function open(accountId = 'default'): Inbox {
  let tokens = 0;
  const inbox = openInbox({
    accountId,
    store: aStore(pathOf(accountId)),
    deliver: async ({ event }, claim) => {
      if (!works) throw new Error('the agent is broken');
      handled.push(`${event.id}${claim.isLate ? ', too late' : ''}`);
    },
    urgencyOf: () => 0,
    interrupts: () => false,
    presentNow: presentOf,
    turnLaneOf: laneOf,
    onDead: (id, why) => void dead.push(`${id}: ${why}`),
    clock: () => now,
    token: () => `t${tokens++}`,
    pause: async () => undefined,
    log: { info: () => undefined, error: () => undefined },
    abortSignal: new AbortController().signal,
  });
  inbox.start();
  return inbox;
}

/** Tries it until it is given up: eight times, and for a day, whichever is later. */
async function giveUp(inbox: Inbox, ...items: Admitted[]): Promise<void> {
  await inbox.admit(items);
  await vi.waitFor(
    () => {
      now += HOUR;
      // The end of any work wakes the queue, which otherwise looks once a second.
      inbox.hold('elsewhere', async () => undefined);
      expect(dead).toHaveLength(items.length);
    },
    { timeout: 60_000, interval: 20 },
  );
}

describe('an event that fails again and again', () => {
  test('is given up after a day, listed with its room and reason, and tried again when somebody asks', async () => {
    const inbox = open();
    await giveUp(inbox, item('a'));
    expect(dead).toEqual(['message.sent:a: retry-limit-exceeded']);
    const [line] = describeFailed(queues('default', 'never-started'));
    expect(line).toMatch(
      /^message\.sent:a {2}account default, #general \(Room1\), 2026-05-\d\dT.*Z: retry-limit-exceeded: .*the agent is broken/,
    );
    works = true;
    expect(retryFailed(queues('default'))).toEqual([expect.stringMatching(/^1 event will be tried again/)]);
    await vi.waitFor(() => expect(handled).toEqual(['message.sent:a']), { timeout: 10_000 });
    await vi.waitFor(() => expect(describeFailed(queues('default'))).toEqual(['No event has failed.']));
    expect(await inbox.admit([item('a')])).toEqual(['duplicate']);
    await inbox.stop();
  }, 60_000);
});

describe('an unreadable event', () => {
  beforeEach(async () => {
    works = true;
    const before = open();
    await before.stop();
    const queue = open('broken');
    works = false;
    await queue.admit([item('a', { id: 'Room7', type: 'direct', name: '' }), item('b')]);
    await queue.stop();
    aStore(
      pathOf('broken'),
    ).db.exec(`UPDATE ingress SET payload = json_set(payload, '$.version', 99) WHERE id = 'message.sent:a';
             UPDATE ingress SET payload = '{}' WHERE id = 'message.sent:b'`);
    works = true;
    // One of them may have been tried, and failed.
    now += HOUR;
    const again = open('broken');
    await vi.waitFor(() => expect(dead).toHaveLength(2), { timeout: 10_000 });
    await again.stop();
  });

  test('is listed with its known facts, and fails again', async () => {
    const lines = describeFailed(queues('broken'));
    expect(lines.slice(0, 2).toSorted()).toEqual([
      expect.stringMatching(/^message\.sent:a {2}account broken, direct \(Room7\), /),
      expect.stringMatching(/^message\.sent:b {2}account broken, an unknown room, /),
    ]);
    expect(retryFailed(queues('broken'), 'message.sent:b')).toEqual([expect.stringMatching(/^1 event/)]);
    expect(() => retryFailed(queues('broken'), 'message.sent:none')).toThrow(
      /event message.sent:none is not in the list/,
    );
    const again = open('broken');
    await vi.waitFor(() => expect(dead).toHaveLength(3), { timeout: 10_000 });
    await again.stop();
    expect(handled).toEqual([]);
  });
});

test('the file is where the gateway has it, and where a backup looks for it', () => {
  expect(manifest().backupResources).toEqual([
    { disposition: 'include', scope: 'state', relativePath: `plugins/${CHANNEL_ID}` },
  ]);
  expect(storeFolder('/state')).toBe(join('/state/plugins', CHANNEL_ID));
  expect(storePath('/state/plugins/rocketchat', 'work')).toBe(join('/state/plugins/rocketchat/account-work.sqlite'));
});
