import {
  type DiagnosticEventPayload,
  onDiagnosticEvent,
  waitForDiagnosticEventsDrained,
} from 'openclaw/plugin-sdk/diagnostic-runtime';
import { expect, onTestFinished, test } from 'vitest';
import { openDiagnostics } from '../../../gateway-endpoint/src/account/diagnostics.ts';
import { openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import { Amended } from '../../../gateway-endpoint/src/admit/under-hand.ts';
import type { Entry } from '../../../gateway-endpoint/src/logbook/write.ts';
import { aMessage } from '../event.ts';
import { aStore, RUNS } from '../services.ts';

const ENTRY: Entry = { way: 'in', id: 'message.sent:M1', kind: 'message.sent', roomId: 'Room1', outcome: 'turn' };
const UPDATE = { channel: 'rocketchat', updateType: 'message.sent', chatId: 'Room1' };

/** OpenClaw's own functions, with a listener as an exporter has one. */
async function aListener(signal = RUNS) {
  const seen: DiagnosticEventPayload[] = [];
  const end = onDiagnosticEvent((event) => void (event.type.startsWith('webhook.') && seen.push(event)));
  onTestFinished(end);
  const store = aStore();
  const name = { channelId: 'rocketchat', accountId: 'default', queueName: 'q' };
  const queue = openQueue<string>({ store, ...name, clock: () => 1_000, token: () => 't' });
  await queue.enqueue('message.sent:M1', 'words', { receivedAt: 1_000 });
  const diagnostics = openDiagnostics({ store, clock: () => 3_500, signal });
  const listened = async () => {
    await waitForDiagnosticEventsDrained();
    return seen.map(({ seq: _seq, ts: _ts, ...event }) => event);
  };
  return { diagnostics, store, listened };
}

test('OpenClaw’s exporters see an event twice: when it has come, and when it has had its outcome', async () => {
  const { diagnostics, listened } = await aListener();
  diagnostics.received(aMessage({ id: 'M1' }));
  diagnostics.processed(ENTRY);
  diagnostics.processed({ ...ENTRY, id: 'message.sent:M2', outcome: 'no turn', reason: 'not-mentioned' });
  expect(await listened()).toMatchObject([
    { type: 'webhook.received', ...UPDATE },
    { type: 'webhook.processed', ...UPDATE, durationMs: 2_500 },
    { type: 'webhook.processed', ...UPDATE },
  ]);
});

test('a failed attempt is an error without its sentence, and so is an event that is given up', async () => {
  const { diagnostics, listened } = await aListener();
  diagnostics.failed(aMessage({ id: 'M1' }), new TypeError('Alice is not here'));
  diagnostics.processed({ ...ENTRY, outcome: 'given up', reason: 'dead-letter (retry-limit-exceeded)' });
  expect(await listened()).toMatchObject([
    { type: 'webhook.error', ...UPDATE, error: 'TypeError' },
    { type: 'webhook.error', ...UPDATE, error: 'dead-letter (retry-limit-exceeded)' },
  ]);
});

test('an event that was edited while it waited has not failed, nor has one of an account that stops', async () => {
  const stop = new AbortController();
  const { diagnostics, store, listened } = await aListener(stop.signal);
  diagnostics.failed(aMessage({ id: 'M1' }), new Amended('message.sent:M1'));
  stop.abort();
  diagnostics.failed(aMessage({ id: 'M1' }), new Error('stopped'));
  expect(await listened()).toEqual([]);
  store.close();
  diagnostics.processed(ENTRY);
  expect(await listened()).toMatchObject([{ type: 'webhook.processed', ...UPDATE }]);
});
