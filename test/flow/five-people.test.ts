import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { aMessage } from '../gateway-endpoint/event.ts';
import { BOT } from '../gateway-endpoint/fake-app.ts';
import { part } from './part.ts';
import { openPolicy, type PolicyApp, textsIn } from './policy-app.ts';
import type { Asked } from './window.ts';

const WAIT = { timeout: 30_000, interval: 50 };
const PEOPLE = ['Bob1', 'Carol1', 'Dan1', 'Eve1', 'Fay1'];

let app: PolicyApp;
beforeAll(async () => {
  app = await openPolicy('late');
});
afterAll(() => app?.stop());

const received = async () => (await (await fetch(`${inject('gateway').windowUrl}/received`)).json()) as Asked[];

test('five people who write at once while the agent uses its tools are heard at its next step, and answered', async () => {
  const room = { id: 'RoomOfFive' };
  const goOn = `go-on-${randomUUID()}`;
  const status = { calls: [{ tool: 'session_status', arguments: {} }] };
  const words = await part({ ...status, until: goOn }, 'all of it is done');
  const say = (id: string, text: string, of: NonNullable<Parameters<typeof aMessage>[0]>) =>
    aMessage({ id, text: `@${BOT.username} ${text}`, ...of });
  await app.accept([say('Five0', words, { room, actor: { id: 'Gus1', username: 'gus' } })]);
  await vi.waitFor(async () => expect((await received()).some(({ text }) => text.includes(words))).toBe(true), WAIT);

  const asked = PEOPLE.map((id, n) => ({
    id: `Five${n + 1}`,
    words: `five-${n + 1}-end`,
    actor: { id, username: id },
  }));
  await app.accept(asked.map(({ id, words: text, actor }) => say(id, text, { room, actor })));
  // They are in OpenClaw's memory by then, and have waited for a second.
  const marked = () =>
    app.arrived.flatMap(({ command }) =>
      command.command === 'react' && command.emoji.includes('hourglass') ? [command.messageId] : [],
    );
  // So may the first question, where the gateway has just started and takes longer than that to begin its turn.
  await vi.waitFor(() => expect(marked()).toEqual(expect.arrayContaining(asked.map(({ id }) => id))), WAIT);
  await app.accept([say('Five6', goOn, { room: { id: 'OtherRoomOfFive' } })]);

  const posts = () => textsIn(room.id, app);
  await vi.waitFor(() => {
    for (const { words: each } of asked) expect(posts().join('\n')).toContain(each);
  }, WAIT);
  const heard = (await received()).filter(({ texts }) =>
    asked.some(({ words: each }) => texts.join('\n').includes(each)),
  );
  // One request has all five, in the order in which they were written.
  const first = heard[0]?.texts.join('\n') ?? '';
  expect(first.match(/five-\d-end/g)).toEqual(asked.map(({ words: each }) => each));
  expect(posts().filter((text) => /five-\d-end/.test(text ?? ''))).toHaveLength(1);
});
