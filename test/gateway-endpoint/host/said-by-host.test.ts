import { describe, expect, test } from 'vitest';
import { askPlainly, endPlainly, sayPlainly } from '../../../gateway-endpoint/src/host/said-by-host.ts';
import { settledLine } from '../../../gateway-endpoint/src/interactions/conclude.ts';
import { presentedText } from '../../../gateway-endpoint/src/reply/presentation.ts';
import { EN } from '../../../gateway-endpoint/src/texts/pattern.ts';
import { wordsIn } from '../../../gateway-endpoint/src/texts/words.ts';

const LATE = 'Agent reply is already finalizing and can no longer be aborted.';
const LEFT = ' Cancellation was incomplete for 2 sub-agents. Retry /stop.';
const FULL =
  'This message was not queued because the session queue is full. Please try again after the current response finishes.';
const REJECTED = 'Rejected by the local attachment allowlist. Send a supported file type.';

describe('OpenClaw’s own sentences become our words', () => {
  test.each([
    ['⚙️ Agent was aborted.', 'Stopped.'],
    ['⚙️ Agent was aborted. Stopped 1 sub-agent.', 'Stopped, together with one helper.'],
    ['⚙️ Agent was aborted. Stopped 3 sub-agents.', 'Stopped, together with 3 helpers.'],
    [`⚙️ Agent was aborted.${LEFT}`, 'Stopped. I could not stop 2 helpers. Please stop me again.'],
    [LATE, 'My answer is on its way already, so I could not stop it.'],
    [`${LATE} Stopped 2 sub-agents.`, 'My answer is on its way already, so I could not stop it. I stopped 2 helpers.'],
    [FULL, 'Too many messages wait for me here, so I did not take yours. Please send it again after my next answer.'],
    [`⚠️ big.bin: ${REJECTED}`, "I couldn't send the file `big.bin`: I am not allowed to send it."],
    [`look\n⚠️ big.bin: ${REJECTED}`, "look\n\nI couldn't send the file `big.bin`: I am not allowed to send it."],
    [
      `look\nhere\n⚠️ a: b.txt: File not found. Check the path and try again.\n⚠️ c\`d.bin: Delivery failed. Try sending this file again.`,
      "look\nhere\n\nI couldn't send the file `a: b.txt`: it is not there.\n\nI couldn't send the file `c d.bin`.",
    ],
  ])('%j', (said, ours) => {
    expect(sayPlainly(said, EN)).toBe(ours);
    expect(sayPlainly(ours, EN)).toBe(ours);
  });

  test.each([
    '',
    'Stopped.',
    'It says “⚙️ Agent was aborted.” when you stop it.',
    '⚙️ Agent was aborted.\n\nThat is what it says.',
    `⚠️ big.bin: ${REJECTED}\n\nThat means that it is too large.`,
    '⚠️ disk: nearly full',
    `${FULL} So try again.`,
  ])('and the agent’s sentences about them stay as they are: %j', (text) => {
    expect(sayPlainly(text, EN)).toBe(text);
  });
});

describe('a question that OpenClaw asks for the agent', () => {
  test.each([
    [
      '- Pizza\n- Soup: of the day\n\nReply with the number or option text.',
      '1. Pizza\n2. Soup: of the day\n\nClick one, or answer with its number or its words.',
    ],
    [
      '- Yes\n- No\n\nReply with the number, the option text, or your own answer.',
      '1. Yes\n2. No\n\nClick one, or answer with its number, its words or words of your own.',
    ],
    [
      'Agent needs input:\n\nLunch\nWhat for lunch?\n\nReply with your answer.',
      'I need an answer from you:\n\nLunch\nWhat for lunch?\n\nAnswer in your own words.',
    ],
  ])('%j', (said, ours) => {
    expect(askPlainly(said, EN)).toBe(ours);
  });

  test('has numbers before the options above its buttons, and an agent’s own card has none', () => {
    const questionId = `ask_${'a'.repeat(32)}`;
    const presentation = {
      blocks: [
        { type: 'text' as const, text: 'What for lunch?' },
        { type: 'text' as const, text: '- Pizza\n- Soup\n\nReply with the number or option text.' },
        { type: 'buttons' as const, buttons: [{ label: 'Pizza' }, { label: 'Soup' }] },
      ],
    };
    const asked = presentedText({ presentation, channelData: { askUser: { questionId } } }, EN);
    expect(JSON.stringify(asked)).toContain('1. Pizza\\n2. Soup');
    expect(JSON.stringify(asked)).not.toContain('Reply with');
    expect(JSON.stringify(presentedText({ presentation }, EN))).toContain('- Pizza\\n- Soup');
  });
});

test('lines that nearly say that a file was kept back cost no more than their length', () => {
  const text = `${'⚠️ x: Delivery failed. x: Delivery failed. x\n'.repeat(400)}z`;
  expect(sayPlainly(text, EN)).toBe(text);
});

test.each([
  ['Answered: Yes', 'Beantwortet: Yes'],
  ['Answered', 'Beantwortet'],
  ['Expired', 'Abgelaufen'],
  ['Cancelled', 'Abgebrochen'],
  ['Moved to Mars', 'Moved to Mars'],
])('how a question ended (%s) is said in the language of the workspace', (status, said) => {
  expect(endPlainly(status, EN)).toBe(status);
  expect(endPlainly(status, wordsIn('de'))).toBe(said);
  const isGood = status.startsWith('Answered');
  expect(settledLine(said)).toBe(`${isGood ? '✓' : '✗'} **${said}**`);
});
