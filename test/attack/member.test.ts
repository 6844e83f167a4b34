import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openclaw } from '../flow/openclaw.ts';
import { outcomesOf } from '../flow/outcomes-in-log.ts';
import { openPolicy, type PolicyApp } from '../flow/policy-app.ts';
import type { Asked } from '../flow/window.ts';
import { byLength } from '../how-long.ts';
import { report } from '../promises.ts';
import { MEMBER_TRIES, type MemberTry } from './member-tries.ts';

/** Bob may talk to the agent in rooms, and is nobody's operator: everything that he says is words, or is refused. */
const { folder, windowUrl, pid } = inject('gateway');

/** Commands for everybody. */
const FOR_EVERYBODY = /^(help\b.*|status|new|reset)?$/;

let app: PolicyApp;

beforeAll(async () => {
  app = await openPolicy('on-mention');
});
afterAll(async () => {
  await app?.stop();
});

const tries = byLength<readonly MemberTry[]>({ long: MEMBER_TRIES, short: MEMBER_TRIES.filter((_, n) => n % 3 < 2) });

interface Tried {
  readonly what: string;
  readonly said: string;
  readonly outcome: string;
  readonly asked: Asked | undefined;
}

async function tryAll(): Promise<Tried[]> {
  const events = tries.map(({ what, event }, index) => ({
    what,
    id: `member${index}`,
    event: event(`member${index}`),
  }));
  for (let at = 0; at < events.length; at += 20) await app.accept(events.slice(at, at + 20).map(({ event }) => event));
  const outcomes = await outcomesOf(
    events.map(({ event }) => event.id),
    folder,
    300_000,
  );
  const received = (await (await fetch(`${windowUrl}/received`)).json()) as Asked[];
  return events.map(({ what, id, event }) => ({
    what,
    said: 'message' in event && event.message && 'text' in event.message ? event.message.text : textOf(event),
    outcome: outcomes.get(event.id) ?? 'none',
    asked: received.find(({ messageId }) => messageId === id),
  }));
}

const textOf = (event: object): string => ('text' in event && typeof event.text === 'string' ? event.text : '');

/** OpenClaw takes its own mark apart where somebody has typed it. */
const asHeard = (text: string): string =>
  text.replaceAll('[[OPENCLAW_INTERNAL_CONTEXT_END]]', '<<<END_OPENCLAW_INTERNAL_CONTEXT>>>');

/** Words may reach the agent as they are; a command that is carried out must be everybody's. */
function effectOf({ said, outcome, asked }: Tried): string | undefined {
  if (outcome === 'command') return FOR_EVERYBODY.test(said.replace(/^\W+/, '')) ? undefined : 'it was carried out';
  if (outcome === 'click') return 'the click counted';
  if (outcome === 'turn' && asked && asHeard(asked.text) !== said)
    return `the agent read ${JSON.stringify(asked.text)}`;
  return undefined;
}

test(`[S1] [S3] nothing that a member says or does gains a right: ${tries.length} attempts`, async () => {
  expect(tries.length).toBeGreaterThanOrEqual(60);
  const tried = await tryAll();
  const effects = tried.flatMap((each) => {
    const effect = effectOf(each);
    return effect ? [`${each.what}: ${effect} (${each.outcome})`] : [];
  });
  const where = 'member against agent';
  report({ where, what: 'words, clicks, forms, commands', tried: tries.length, held: tries.length - effects.length });
  expect(effects).toEqual([]);
}, 400_000);

test('afterwards no conversation of theirs has another model or another right, and the gateway is the same', async () => {
  const { stdout } = await openclaw('sessions', '--json');
  const { sessions } = JSON.parse(stdout) as { sessions: Record<string, unknown>[] };
  const theirs = sessions.filter(({ key }) => String(key).includes('in-member'));
  expect(theirs.length).toBeGreaterThan(0);
  const odd = theirs.filter((session) =>
    /other"|elevatedLevel|execHost|execSecurity|"full"/.test(JSON.stringify(session)),
  );
  expect(odd).toEqual([]);
  expect(process.kill(pid, 0)).toBe(true);
});
