import { type AppHello, type Event, type GatewayHello, Refusal } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import type { Admitted } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { type Answering, answer, answerReplay } from '../../../gateway-endpoint/src/receive/answer.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';

const hello = (id: string): Event =>
  ({ id, type: 'app.hello', at: 0, hello: { appVersion: id } }) as Partial<Event> as Event;

function aDoor({ known = [] as string[], fails = undefined as unknown } = {}) {
  const admitted: Admitted[] = [];
  const greeted: string[] = [];
  const door: Answering = {
    inbox: {
      async admit(items) {
        if (fails) throw fails;
        admitted.push(...items);
        return items.map(({ event }) => (known.includes(event.id) ? 'duplicate' : 'accepted'));
      },
      holds: (id) => known.includes(id),
    },
    hello: ({ appVersion }: AppHello) => ({ pluginVersion: `for ${appVersion}` }) as GatewayHello,
    onHello: ({ id }) => void greeted.push(id),
  };
  return { door, admitted, greeted };
}

const batch = (...events: Event[]) => ({ v: 1 as const, bot: BOT, events });

test('each event is answered in its place, greetings among them, and only the others are stored', async () => {
  const { door, admitted, greeted } = aDoor({ known: ['message.sent:B'] });
  const events = [hello('h1'), aMessage({ id: 'A' }), aMessage({ id: 'B' }), hello('h2')];
  expect(await answer(batch(...events), door)).toEqual({
    results: [
      { id: 'h1', outcome: 'accepted' },
      { id: 'message.sent:A', outcome: 'accepted' },
      { id: 'message.sent:B', outcome: 'duplicate' },
      { id: 'h2', outcome: 'accepted' },
    ],
    hello: { pluginVersion: 'for h2' },
  });
  expect(admitted.map(({ event, bot }) => [event.id, bot])).toEqual([
    ['message.sent:A', BOT],
    ['message.sent:B', BOT],
  ]);
  expect(greeted).toEqual(['h1', 'h2']);
});

test('without a greeting there is none of ours', async () => {
  expect(await answer(batch(aMessage()), aDoor().door)).not.toHaveProperty('hello');
});

test('a refusal to store stays what it is, and any other failure is one to come again', async () => {
  const full = new Refusal('queue-full', 'too much waits');
  await expect(answer(batch(aMessage()), aDoor({ fails: full }).door)).rejects.toBe(full);
  const cause = new Error('disk');
  await expect(answer(batch(aMessage()), aDoor({ fails: cause }).door)).rejects.toMatchObject({
    code: 'not-ready',
    cause,
  });
});

test('a repeated delivery is known if all its events are on the disk; a greeting need not be', () => {
  const { door } = aDoor({ known: ['message.sent:A'] });
  const [known, unknown] = [aMessage({ id: 'A' }), aMessage({ id: 'B' })];
  expect(answerReplay(batch(hello('h'), known), door)).toEqual({
    results: [
      { id: 'h', outcome: 'duplicate' },
      { id: 'message.sent:A', outcome: 'duplicate' },
    ],
  });
  expect(() => answerReplay(batch(known, unknown), door)).toThrow(expect.objectContaining({ code: 'not-ready' }));
});
