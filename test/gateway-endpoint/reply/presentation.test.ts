import type { MessagePresentation, MessagePresentationButton } from 'openclaw/plugin-sdk/interactive-runtime';
import { describe, expect, test } from 'vitest';
import { controlsIn, type Part } from '../../../gateway-endpoint/src/interactions/card.ts';
import { asChannelData, isPresented, presentedText } from '../../../gateway-endpoint/src/reply/presentation.ts';
import { EN } from '../../../gateway-endpoint/src/texts/pattern.ts';

const buttons = (...all: MessagePresentationButton[]): MessagePresentation => ({
  blocks: [{ type: 'buttons', buttons: all }],
});
const meanings = (parts: readonly Part[] = []) => parts.flatMap(controlsIn).map(({ meaning }) => meaning);
/** OpenClaw asks the question `q` by it. */
const show = (presentation: MessagePresentation, text = '') =>
  presentedText({ text, presentation, channelData: { askUser: { questionId: 'q' } } }, EN);

test.each<[string, MessagePresentationButton, object]>([
  ['callback', { label: 'A', action: { type: 'callback', value: 'v' } }, { does: 'tell', value: 'v' }],
  ['legacy value', { label: 'A', value: 'v' }, { does: 'tell', value: 'v' }],
  ['command', { label: 'A', action: { type: 'command', command: '/status' } }, { does: 'command', command: '/status' }],
  [
    'question',
    { label: 'A', action: { type: 'question', questionId: 'q', optionValue: 'o' } },
    { does: 'answer', questionId: 'q', option: 'o' },
  ],
  [
    'free text',
    { label: 'A', action: { type: 'question', questionId: 'q', intent: 'custom-input' } },
    { does: 'ask', questionId: 'q' },
  ],
  [
    'approval',
    { label: 'A', action: { type: 'approval', approvalId: 'p', approvalKind: 'exec', decision: 'deny' } },
    { does: 'approve', approvalId: 'p', kind: 'exec', decision: 'deny' },
  ],
])('a button for a %s', (_name, button, meaning) => {
  expect(meanings(show(buttons(button)).card?.parts)).toEqual([meaning]);
});

describe('the text of a card', () => {
  test('is what stands before the first button, with title and tone', () => {
    const { text, card } = show(
      {
        title: 'Deploy\n**now**',
        tone: 'danger',
        blocks: [
          { type: 'text', text: 'Sure?' },
          { type: 'buttons', buttons: [{ label: 'Yes', value: 'y' }] },
          { type: 'text', text: 'afterwards' },
        ],
      },
      'Look:',
    );
    expect(text).toBe('Look:\n\n🛑 **Deploy now**\n\nSure?');
    expect(card?.parts.map(({ kind }) => kind)).toEqual(['buttons', 'text']);
  });

  test('never is empty', () => {
    expect(show(buttons({ label: 'Yes', value: 'y' })).text).toBe('Please choose:');
  });

  test('is not said twice where the text is only for those who cannot show more', () => {
    const presentation: MessagePresentation = {
      blocks: [{ type: 'text', text: 'Which?' }, ...buttons({ label: 'A', value: 'a' }).blocks],
    };
    expect(presentedText({ text: 'Which? 1. A', presentation, presentationTextMode: 'fallback' }, EN).text).toBe(
      'Which?',
    );
  });

  test('holds links, tables and charts', () => {
    const { text, card } = show({
      blocks: [
        { type: 'table', caption: 'Sales', headers: ['Who', 'ARR'], rows: [['Acme', 5]] },
        { type: 'chart', chartType: 'pie', title: 'Share', segments: [{ label: 'us', value: 3 }] },
        { type: 'buttons', buttons: [{ label: 'Open [it]', action: { type: 'url', url: 'https://example.com/a' } }] },
      ],
    });
    expect(text).toContain('- Who: Acme; ARR: 5');
    expect(text).toContain('Share');
    expect(text).toContain('- [Open it](https://example.com/a)');
    expect(card).toBeUndefined();
  });
});

test('a list that is too long for a post of buttons is written out', () => {
  const options = Array.from({ length: 50 }, (_, n) => ({
    label: `Option ${n} ${'x'.repeat(100)}`,
    value: 'v'.repeat(1_900),
  }));
  const { text, card } = show({ blocks: [{ type: 'select', options }] });
  expect(card).toBeUndefined();
  expect(text).toContain('Option 49');
});

test('a presentation that OpenClaw has adapted comes through its queue as data of ours', () => {
  const presentation = buttons({ label: 'Yes', value: 'y' });
  const queued: unknown = JSON.parse(JSON.stringify(asChannelData({ text: 'So?' }, presentation)));
  expect(presentedText(queued as { text: string }, EN)).toEqual(presentedText({ text: 'So?', presentation }, EN));
});

test.each([{}, { text: 'hi' }, { text: 'hi', channelData: { rocketchat: { presentation: 'forged' } } }])(
  '%j is text alone',
  (payload) => {
    expect(isPresented(payload)).toBe(false);
    expect(presentedText(payload, EN)).toEqual({ text: payload.text ?? '' });
  },
);
