// Long: a gateway is killed, and starts again.
import { globSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createClient } from '../../../testbed/workspace/client.ts';
import { BOT } from '../../flow/connected-workspace.ts';
import { answerTo } from './answer-to.ts';
import { type MortalHalves, startMortalHalves } from './mortal-halves.ts';
import { reckon } from './reckoning.ts';
import { question } from './talk.ts';

const PATIENCE = { timeout: 120_000, interval: 250 };

let halves: MortalHalves;
beforeAll(async () => {
  halves = await startMortalHalves((received) => ({ text: answerTo(received) }));
}, 180_000);
afterAll(() => halves?.stop());

/** As OpenClaw leaves a session after three starts that could not go on with its turn. @returns how many there are */
function giveUpAll(): number {
  const [file = ''] = globSync('gateway/**/openclaw-agent.sqlite', { cwd: halves.folder });
  using database = new DatabaseSync(path.join(halves.folder, file));
  const tombstone = JSON.stringify({
    cycleId: 'cycle',
    revision: 5,
    chargedAttempts: 3,
    tombstone: { reason: 'three' },
  });
  const changed = database
    .prepare(
      "UPDATE session_nodes SET status = 'failed', entry_json = json_set(entry_json, '$.status', 'failed', '$.mainRestartRecovery', json(?))",
    )
    .run(tombstone);
  return Number(changed.changes);
}

test('a room whose session OpenClaw has given up is answered again', async () => {
  const person = createClient(halves.url, 'alice');
  const { _id: room } = await person.createRoom('given-up', { isPrivate: true });
  await person.invite(room, BOT);
  const now = () => {
    halves.refresh();
    return reckon(halves.store, [room]);
  };
  await person.say(room, `@${BOT} ${question(0)}`);
  await vi.waitFor(() => expect(now().once).toBe(1), PATIENCE);
  await halves.killGateway();
  expect(giveUpAll()).toBeGreaterThan(0);
  await halves.revive('gateway');
  await person.say(room, `@${BOT} ${question(1)}`);
  await vi.waitFor(() => expect(now().once).toBe(2), PATIENCE).catch(() => undefined);
  const { once, strange } = now();
  expect({ once, strange }).toEqual({ once: 2, strange: [] });
}, 400_000);
