import { expect, test } from 'vitest';
import { inOurWords } from '../../../gateway-endpoint/src/host/host-words.ts';
import { EN } from '../../../gateway-endpoint/src/texts/pattern.ts';

const wordsOf = (text: string, channelData?: Record<string, unknown>) =>
  inOurWords({ text, ...(channelData && { channelData }) }, '!approve', EN).text;

test.each([
  [
    'Approval required. I could not deliver the native approval request.\nReply with: /approve 1a2b3c4d allow-once|deny\nIf the short code is ambiguous, use the full id in /approve.',
    /An approver can write `!approve 1a2b3c4d allow-once\|deny`\.$/,
  ],
  [
    'Approval required. I sent the approval request to Rocket.Chat (app) DMs, not this chat.',
    /^This needs an approval/,
  ],
  [
    'Approval required, but multiple channel accounts can handle this request. Open the Control UI or terminal UI to approve it.',
    /^This needs an approval/,
  ],
  ['⏱️ Exec approval expired. ID: 1a2b3c4d', /^Nobody decided in time/],
])('[F18] %j is said in our words', (text, expected) => {
  expect(wordsOf(text)).toMatch(expected);
  expect(wordsOf(text)).not.toMatch(/(?<!openclaw )\/approve|Control UI/);
});

test('[F18] a request names the command that its readers can write', () => {
  const execApproval = { approvalId: '1a2b3c4d-1', approvalSlug: '1a2b3c4d' };
  expect(wordsOf('Reply with: /approve 1a2b3c4d-1 allow-once|deny', { execApproval })).toBe(
    'Reply with: !approve 1a2b3c4d-1 allow-once|deny',
  );
});

test('a turn that OpenClaw has given up after restarts is to be asked again, and no new session is needed', () => {
  const said = wordsOf(
    "I couldn't continue this session after a gateway restart. Your transcript is safe. In WebChat, use Resume in new session to continue it; in other channels, use /new or /reset to start a replacement session.",
  );
  expect(said).toBe(EN.NOT_RESUMED);
  expect(said).not.toMatch(/\/new|session/);
});

test.each(["I couldn't continue this session.", 'Reply with: /approve 1 allow-once', 'Approval required.', ''])(
  '%j of the agent stays as it is',
  (text) => {
    expect(wordsOf(text)).toBe(text);
  },
);
