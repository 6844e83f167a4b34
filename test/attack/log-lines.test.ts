// Long: every control character in every field, and the command line of OpenClaw starts twice.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Event, EventOf } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { eventsIn } from '../flow/one-outcome.ts';
import { openPolicy, type PolicyApp } from '../flow/policy-app.ts';
import { aFile, aMessage } from '../gateway-endpoint/event.ts';
import { BOT } from '../gateway-endpoint/fake-app.ts';
import { report } from '../promises.ts';

/** A workspace that has control characters in all that it says of itself, at a real gateway: none of them is in a log. */
const { folder, url, windowUrl } = inject('gateway');
const mark = `forged-line-${process.pid}`;
const TRICKS = [
  ...[
    '\n',
    '\r',
    '\r\n',
    '\u0000',
    '\u0007',
    '\b',
    '\t',
    '\u000b',
    '\f',
    '\u001b[2J',
    '\u001b]0;title\u0007',
    '\u007f',
  ],
  ...[
    '\u0085',
    '\u009b31m',
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
    '\u200e',
    '\u061c',
    '\ufeff',
    '\u200b',
    '\ud800',
    '\u{e0041}',
  ],
];
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;
let app: PolicyApp;
const ids: string[] = [];

beforeAll(async () => {
  app = await openPolicy('on-mention');
});
afterAll(() => app?.stop());

/** Everything that was logged with our mark in it: messages of the log file as they were said, lines of the console as they stand there. */
function marked(): string[] {
  const read = (name: string) =>
    globSync(name, { cwd: folder }).flatMap((file) => readFileSync(path.join(folder, file), 'utf8').split('\n'));
  const said = read('openclaw*.log').flatMap((line) => textsIn(tryJson(line)));
  return [...said, ...read('console*.log')].filter((line) => line.includes(mark));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function tryJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

function hello(trick: string, n: number): EventOf<'app.hello'> {
  const odd = `a${trick}${mark}`;
  return {
    type: 'app.hello',
    id: `app.hello:${mark}-${n}`,
    at: Date.now(),
    hello: {
      appVersion: odd,
      bot: { ...BOT, username: odd },
      siteUrl: `http://chat.example/${odd}`,
      egress: { paused: false, scope: 'rooms', rooms: [odd] },
      messageMaxChars: 5_000,
      now: Date.now(),
    },
  };
}

/** Somebody, somewhere, about something, all of it odd. */
function events(trick: string, n: number): Event[] {
  const odd = `a${trick}${mark}`;
  const room = { id: `Odd${n}`, type: 'channel', name: odd } as const;
  const actor = { username: odd, name: odd };
  const file = aFile({ name: `${odd}.png`, type: `image/png${trick}` });
  const asks = aMessage({ id: `${mark}-${n}`, room, actor, files: [file], text: `@openclaw ${odd}` });
  const { id: _id, type: _type, message, ...where } = asks;
  const clicked = { actionId: `a${n}`, value: odd, message: { id: message.id, authorId: BOT.id } };
  return [
    asks,
    { ...where, type: 'action.clicked', id: `action.clicked:${mark}-${n}`, ...clicked },
    { ...where, type: 'command.invoked', id: `command.invoked:${mark}-${n}`, command: odd.slice(0, 20), text: odd },
  ];
}

test.each(TRICKS.map((trick, n) => [JSON.stringify(trick), trick, n] as const))(
  '[S8] %s in a hello, in names, in files and in errors of the app is taken, and is in no log',
  async (_name, trick, n) => {
    expect((await app.push(url, [hello(trick, n)])).status).toBe(202);
    const message = `no${trick}${mark}`;
    app.mischief = () => ({ answer: { ok: false, error: { code: 'refused-by-server', message } } });
    const said = events(trick, n);
    ids.push(...said.map(({ id }) => id));
    await app.accept(said);
  },
);

test('[S8] each line of a log begins where the gateway began it, and shows what it holds', async () => {
  const left = () => eventsIn(folder).filter(({ id, status }) => ids.includes(id) && status !== 'completed');
  await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 60_000, interval: 250 });
  const lines = marked();
  // OpenClaw names a message by its id in a field of its own: that is no line.
  const isId = (line: string) => ids.some((id) => id.endsWith(`:${line}`));
  const bad = lines.filter((line) => UNSEEN.test(line) || (line.startsWith(mark) && !isId(line)));
  report({
    where: 'gateway',
    what: '[S8] lines with words of a workspace in them',
    tried: lines.length,
    held: lines.length - bad.length,
  });
  expect(lines.filter((line) => line.includes('says hello')).length).toBeGreaterThanOrEqual(TRICKS.length);
  expect(bad).toEqual([]);
}, 90_000);

test('[S8] nor does the CLI print them', async () => {
  app.mischief = () => ({
    answer: { ok: false, error: { code: 'refused-by-server', message: `no\u001b[2J\r\n${mark}` } },
  });
  for (const args of [
    ['channels', 'status', '--probe'],
    ['rocketchat', 'failed'],
  ]) {
    const { stdout } = (await (
      await fetch(`${windowUrl}/cli`, { method: 'POST', body: JSON.stringify(args) })
    ).json()) as { stdout: string };
    const lines = stdout.split('\n');
    expect(lines.filter((line) => UNSEEN.test(line) || line.startsWith(mark))).toEqual([]);
  }
  app.mischief = () => undefined;
}, 60_000);
