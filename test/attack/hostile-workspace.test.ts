// Long: dozens of attempts that are signed well, and many of them start a turn.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openclaw } from '../flow/openclaw.ts';
import { outcomesOf } from '../flow/outcomes-in-log.ts';
import { openPolicy, type PolicyApp } from '../flow/policy-app.ts';
import type { Asked, Session } from '../flow/window.ts';
import { byLength } from '../how-long.ts';
import { report } from '../promises.ts';
import { HOSTILE } from './guarded.ts';
import { asEvent, HOSTILE_TRIES, type HostileTry } from './hostile-tries.ts';

/** A workspace whose admin is an attacker: every signature is right, and nothing else has to be. */
const { url, folder, windowUrl, pid } = inject('gateway');

const FOR_EVERYBODY = /^\W*(help|status|new)$/;

let app: PolicyApp;
let before: { config: string; sessions: string[] };

beforeAll(async () => {
  app = await openPolicy(HOSTILE);
  before = { config: config(), sessions: await othersSessions() };
});
afterAll(async () => {
  await app?.stop();
});

const tries = byLength<readonly HostileTry[]>({
  long: HOSTILE_TRIES,
  short: HOSTILE_TRIES.filter((_, n) => n % 4 < 3),
});

/** The owner of the gateway, and the policies of its accounts. */
function config(): string {
  const { commands, channels, tools } = JSON.parse(readFileSync(path.join(folder, 'state/openclaw.json'), 'utf8'));
  return JSON.stringify({ commands, channels, tools });
}

async function othersSessions(): Promise<string[]> {
  const { stdout } = await openclaw('sessions', '--json');
  const { sessions } = JSON.parse(stdout) as { sessions: Session[] };
  return sessions.map(({ key }) => key).filter((key) => !key.includes(HOSTILE));
}

interface Tried {
  readonly what: string;
  readonly said: string;
  /** Of the delivery; 202 where the event was taken. */
  readonly status: number;
  readonly outcome: string | undefined;
  readonly asked: Asked | undefined;
}

async function tryAll(): Promise<Tried[]> {
  const sent: { id: string; eventId: string; status: number; said: string; what: string }[] = [];
  for (const [index, { what, event }] of tries.entries()) {
    const id = `hostile${index}`;
    const made = event(id) as { id: string; type: string; message?: { text?: string } };
    const answer = await app.push(url, [asEvent(made)]);
    const status = made.type === 'app.hello' && answer.status === 202 ? 0 : answer.status;
    sent.push({ id, eventId: made.id, status, said: made.message?.text ?? '', what });
  }
  const taken = sent.filter(({ status }) => status === 202).map(({ eventId }) => eventId);
  const outcomes = await outcomesOf(taken, folder, 300_000);
  const received = (await (await fetch(`${windowUrl}/received`)).json()) as Asked[];
  return sent.map(({ id, eventId, status, said, what }) => ({
    ...{ what, said, status },
    outcome: outcomes.get(eventId),
    asked: received.find(({ messageId }) => messageId === id),
  }));
}

function effectOf({ said, outcome, asked }: Tried): string | undefined {
  if (outcome === 'command' && !FOR_EVERYBODY.test(said)) return 'it was carried out';
  if (outcome === 'click') return 'the click counted';
  if (asked && asked.sessionKey !== '' && !asked.sessionKey.includes(`${HOSTILE}/`))
    return `it was said in ${asked.sessionKey}`;
  if (outcome === 'turn' && asked && asked.text !== said) return `the agent read ${JSON.stringify(asked.text)}`;
  return undefined;
}

test(`[S6] [S7] [S10] nothing that a hostile workspace signs gains a right: ${tries.length} attempts`, async () => {
  expect(tries.length).toBeGreaterThanOrEqual(60);
  const tried = await tryAll();
  const effects = tried.flatMap((each) => {
    const effect = effectOf(each);
    return effect ? [`${each.what}: ${effect}`] : [];
  });
  const refused = tried.filter(({ status }) => status >= 400).length;
  const turns = tried.filter(({ outcome }) => outcome === 'turn').length;
  report({
    where: 'workspace against gateway',
    what: 'signed events of a hostile workspace',
    tried: tries.length,
    held: tries.length - effects.length,
    note: `${refused} refused at the door, ${turns} words for its own agent`,
  });
  expect(effects).toEqual([]);
  expect(tried.filter(({ status }) => status >= 500)).toEqual([]);
}, 400_000);

test('[S6] [S8] afterwards nothing of another account, of the configuration or of the log is changed', async () => {
  expect(config()).toBe(before.config);
  expect(process.kill(pid, 0)).toBe(true);
  expect((await othersSessions()).filter((key) => !before.sessions.includes(key))).toEqual([]);
  const log = readFileSync(path.join(folder, 'console.log'), 'utf8');
  expect(log.split('\n').filter((line) => /^(error|info): forged line/.test(line))).toEqual([]);
  expect(log).not.toContain('\u001b[2J');
  // Only the app's own path was asked, whatever the hello has named.
  expect(app.refused.filter((code) => code !== 'not-found')).toEqual([]);
});
