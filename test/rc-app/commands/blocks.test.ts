import { type Block, Blocks } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { uikit } from '../../../rc-app/src/commands/blocks.ts';

const types = (text: string, blocks?: Block[]) => uikit({ text, blocks }).map(({ type }) => type);
const yes: Block = { type: 'actions', elements: [{ type: 'button', actionId: 'yes', text: 'Yes' }] };

describe('clients show no text beside blocks, so the text is one', () => {
  test.each<[string, string, Block[] | undefined, string[]]>([
    ['no blocks at all', 'hi', undefined, []],
    ['an empty list', 'hi', [], []],
    ['a text above a button', 'Shall I?', [yes], ['section', 'actions']],
    ['no text', '', [yes], ['actions']],
    ['blanks', ' \n', [yes], ['actions']],
    ['a section that says the same', 'Shall I?', [{ type: 'section', text: 'Shall I?' }, yes], ['section', 'actions']],
    [
      'a section that says more',
      'Shall I?',
      [{ type: 'section', text: 'More' }, yes],
      ['section', 'section', 'actions'],
    ],
    ['small print that says the same', 'Shall I?', [{ type: 'context', text: 'Shall I?' }], ['section', 'context']],
  ])('%s', (_, text, blocks, expected) => {
    expect(types(text, blocks)).toEqual(expected);
  });
});

test('a button without a value or a style has none', () => {
  const [, actions] = uikit({ text: 'Shall I?', blocks: [yes] });
  expect(actions).toMatchObject({ elements: [{ type: 'button', actionId: 'yes', text: { text: 'Yes' } }] });
  expect(JSON.stringify(actions)).not.toMatch(/value|style/);
});

test('as many blocks as the contract takes have an id each', () => {
  const blocks = Blocks.parse(Array.from({ length: 50 }, () => yes));
  const ids = uikit({ text: 'all of it', blocks }).map((block) => ('blockId' in block ? block.blockId : undefined));
  expect(new Set(ids).size).toBe(51);
});
