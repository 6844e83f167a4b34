import { describe, expect, test } from 'vitest';
import { inPlainWords, isFailure, isNoAnswer } from '../../../gateway-endpoint/src/reply/failure.ts';
import { newCommand } from '../../../gateway-endpoint/src/reply/new-command.ts';
import { EN } from '../../../gateway-endpoint/src/texts/pattern.ts';

const keyOf = { event: 'message.sent:M1', purpose: 'failure' };

function told(text: string) {
  const reports: string[] = [];
  const payload = inPlainWords({ text, isError: true }, keyOf, '!new', EN, (line) => void reports.push(line));
  return { text: payload.text ?? '', reports };
}

describe.each([
  [
    '⚠️ local/scripted request failed (provider internal error, HTTP 500). This is usually temporary — try again shortly.',
    'overloaded',
  ],
  ['⚠️ local/scripted request failed (provider overloaded, HTTP 529).', 'overloaded'],
  ['⚠️ API rate limit reached. Please try again later.', 'too many requests'],
  [
    '⚠️ openai/gpt-9 request failed (rate limited, HTTP 429). This is usually temporary — try again shortly.',
    'too many requests',
  ],
  [
    '⚠️ openai/gpt-9 request failed (authentication failed, HTTP 401). Re-authenticate the provider and try again.',
    'not set up',
  ],
  ['⚠️ anthropic request failed (provider billing issue). Check anthropic billing and try again.', 'not set up'],
  [
    '⚠️ Context overflow — prompt too large for this model. Try a shorter message or a larger-context model.',
    'too long',
  ],
  ['Auto-compaction could not recover this turn. I kept this conversation mapped to the current session.', 'too long'],
  [
    '⚠️ local/scripted request failed (request timed out). This is usually temporary — try again shortly.',
    'took too long',
  ],
  ['⚠️ Gateway is restarting. Please wait a few seconds and try again.', 'restarting'],
  ["⚠️ Agent couldn't generate a response. Please try again.", "couldn't come up"],
  ['⚠️ 🛠️ Read failed: ENOENT: no such file or directory, open /home/claw/.secrets/key', 'went wrong'],
  ['TypeError: x is not a function\n    at run (/opt/openclaw/dist/agent.mjs:12:3)', 'went wrong'],
  ['', 'went wrong'],
])('of %j people', (raw, words) => {
  test('read one short sentence, a reference and what to do, and nothing of the machine', () => {
    const { text, reports } = told(raw);
    expect(text).toMatch(new RegExp(words));
    expect(text).toMatch(/^[A-Z][\w ,’']+ \(ref [0-9a-f]{6}\)\. Please [\w ]+(`!new`)?\.$/);
    expect(text.length).toBeLessThan(140);
    const rest = text.replace('`!new`', '').replace('The AI model', '');
    expect(rest).not.toMatch(/⚠|\/|HTTP|\d{3} |provider|openai|anthropic|local|scripted|model|Error/);
    const ref = /ref (\w+)/.exec(text)?.[1];
    expect(reports).toEqual([`ref ${ref}: ${raw.replace(/\s+/g, ' ').trim()}`]);
  });

  test('read the same when it passes twice', () => {
    const { text } = told(raw);
    expect(told(text)).toEqual({ text, reports: [] });
  });
});

test('a payload that is no failure stays as it is', () => {
  const payload = { text: 'HTTP 500 means that a server failed.' };
  expect(inPlainWords(payload, keyOf, '!new', EN, () => expect.unreachable())).toBe(payload);
});

test('two failures have two references, and a repeat has the same', () => {
  const ref = (event: string) =>
    inPlainWords({ text: 'x', isError: true }, { event, purpose: 'failure' }, '!new', EN, () => undefined).text;
  expect(ref('message.sent:M1')).toBe(ref('message.sent:M1'));
  expect(ref('message.sent:M1')).not.toBe(ref('message.sent:M2'));
});

describe('[F15] that a turn has shown nothing', () => {
  const fallback =
    "⚠️ OpenClaw couldn't produce or deliver a reply. Please try again. If this keeps happening, ask the operator to check the gateway logs.";

  test.each([fallback, `${fallback} Reference: 5f3c0a1e-4290-4500-8429-000000000529.`, fallback.replace("'", '’')])(
    'people read in our words, though OpenClaw calls it no error: %s',
    (text) => {
      const reports: string[] = [];
      expect(isNoAnswer({ text })).toBe(true);
      const told = inPlainWords({ text }, keyOf, '!new', EN, (line) => void reports.push(line));
      expect(told).toMatchObject({
        isError: true,
        text: expect.stringMatching(/^I couldn't come up with an answer \(ref/),
      });
      expect(reports).toHaveLength(1);
    },
  );

  test.each([`You saw this:\n${fallback}`, `${fallback}\n\nThat means that I was silent.`, 'OpenClaw', ''])(
    'and an answer that speaks of it is left as it is: %s',
    (text) => {
      expect(isFailure({ text })).toBe(false);
    },
  );

  test.each([
    ["⚠️ Agent couldn't generate a response. Please try again.", true],
    [
      '⚠️ The configured model backend a/b produced no usable reply. Fallback used c/d, but it produced no visible reply.',
      true,
    ],
    ['⚠️ local/scripted request failed (provider overloaded, HTTP 529).', false],
  ])('is not taken for a failure: %s %s', (text, isSilence) => {
    expect(isNoAnswer({ text, isError: true })).toBe(isSilence);
    expect(isNoAnswer({ text })).toBe(false);
  });
});

test.each([
  ['!', '!new'],
  ['?', '?new'],
  ['', '/openclaw new'],
  ['/', '/openclaw new'],
])('under the prefix %j a new conversation starts with %s', (commandPrefix, command) => {
  expect(newCommand({ commandPrefix })).toBe(command);
});
