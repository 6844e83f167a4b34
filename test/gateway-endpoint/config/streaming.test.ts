import { expect, test } from 'vitest';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { RocketChatConfig } from '../../../gateway-endpoint/src/config/schema.ts';

const inBlocksByDefault = { agents: { defaults: { blockStreamingDefault: 'on' as const } } };

test.each([
  ['a preview of the text, where nothing is set', {}, {}, { mode: 'partial', inBlocks: false, notify: 'final' }],
  ['nothing', { streaming: { mode: 'off' } }, {}, { mode: 'off', inBlocks: false }],
  ['blocks', { blockStreaming: true }, {}, { mode: 'off', inBlocks: true }],
  ['blocks by their long name', { streaming: { block: { enabled: true } } }, {}, { mode: 'off', inBlocks: true }],
  ['blocks before a preview', { blockStreaming: true, streaming: { mode: 'progress' } }, {}, { inBlocks: true }],
  ['blocks as OpenClaw has them everywhere', {}, inBlocksByDefault, { mode: 'off', inBlocks: true }],
  ['a preview before what OpenClaw has', { streaming: { mode: 'partial' } }, inBlocksByDefault, { inBlocks: false }],
  ['no blocks in spite of OpenClaw', { blockStreaming: false }, inBlocksByDefault, { mode: 'partial' }],
])('%s', (_what, section, cfg, streaming) => {
  expect(resolveAccount({ ...cfg, channels: { rocketchat: section } }).streaming).toMatchObject(streaming);
});

test('an account changes single keys of what stands at the root', () => {
  const root = { streaming: { mode: 'progress', progress: { label: 'At work', maxLines: 3 } } };
  const own = { streaming: { notify: 'first', progress: { maxLines: 5 } } };
  const { streaming } = resolveAccount({ channels: { rocketchat: { ...root, accounts: { work: own } } } }, 'work');
  expect(streaming).toMatchObject({ mode: 'progress', notify: 'first' });
  expect(streaming.entry.streaming.progress).toEqual({ label: 'At work', maxLines: 5 });
});

test.each([
  [{ streaming: { editIntervalMs: 100 } }, 'faster than anybody reads'],
  [{ streaming: 'partial' }, 'not by its old name'],
  [{ streaming: { mode: 'quiet' } }, 'a mode of another channel'],
])('%j is refused: %s', (section, _why) => {
  expect(RocketChatConfig.safeParse(section).success).toBe(false);
});
