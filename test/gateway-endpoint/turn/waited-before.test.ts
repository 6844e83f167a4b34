import { expect, test } from 'vitest';
import type { Services } from '../../../gateway-endpoint/src/turn/services.ts';
import { waitedBefore } from '../../../gateway-endpoint/src/turn/waited-before.ts';
import { aMessage, anEdit } from '../event.ts';
import { aRuntime, noNames, presentOf } from '../services.ts';

async function ends(
  event: Parameters<typeof waitedBefore>[0],
  outcome: Parameters<typeof waitedBefore>[1],
  fails?: Error,
) {
  const noted: string[] = [];
  const services = {
    present: presentOf(),
    runtime: aRuntime({}).runtime,
    roomNames: noNames,
    presence: {
      waitedBefore({ conversation }: { conversation: { sessionKey: string } }) {
        if (fails) throw fails;
        noted.push(`sign taken away in ${conversation.sessionKey}`);
      },
    },
    log: { warn: (line: string) => void noted.push(line) },
  } as unknown as Services;
  await waitedBefore(event, outcome, services);
  return noted;
}

const TAKEN_AWAY = ['sign taken away in agent:main:channel:Room1'];

test.each(['taken-back', 'too-late', 'already-a-turn', 'room-closed'] as const)(
  'a message that ends as %s may have waited in an earlier process, and loses the sign',
  async (silence) => {
    expect(await ends(aMessage(), { silence })).toEqual(TAKEN_AWAY);
  },
);

test('one that ends otherwise may have waited only before it was edited', async () => {
  expect(await ends(aMessage(), { silence: 'not-mentioned' })).toEqual([]);
  const sent = aMessage();
  const edited = { ...sent, message: { ...sent.message, editedAt: 2 } };
  expect(await ends(edited, { silence: 'not-mentioned' })).toEqual(TAKEN_AWAY);
});

test('one that has a turn has its sign from there, and an edit has none', async () => {
  const sent = aMessage();
  expect(await ends({ ...sent, message: { ...sent.message, editedAt: 2 } }, 'turn')).toEqual([]);
  expect(await ends(anEdit(), { silence: 'taken-back' })).toEqual([]);
});

test('a sign that cannot be taken away is a line of the log: the message is over all the same', async () => {
  expect(await ends(aMessage(), { silence: 'too-late' }, new Error('the app is away'))).toEqual([
    'event message.sent:M1: a sign that it waits may stay: Error: the app is away',
  ]);
});
