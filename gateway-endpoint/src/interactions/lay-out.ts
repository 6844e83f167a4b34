import { type Block, LIMITS } from '@rocketchat-openclaw/shared';
import { textFor, type Writing } from '../text/text.ts';
import { type Card, controlsIn, type Part } from './card.ts';
import { labelFor } from './label.ts';
import type { Control } from './meaning.ts';

/** Names the n-th control of a card on the wire. */
type TokenOf = (index: number) => string;

/** The parts of a card as blocks of the contract. The tokens are numbered as `controlsIn` finds the controls. */
export function layOut({ parts }: Card, writing: Writing, tokenOf: TokenOf): Block[] {
  const blocks: Block[] = [];
  let count = 0;
  for (const part of parts) {
    const named = controlsIn(part).map((control) => {
      const index = count++;
      return { control, token: tokenOf(index), actionId: `control-${index}` };
    });
    blocks.push(...blocksOf(part, named, writing));
  }
  return blocks.slice(0, LIMITS.blocks);
}

interface Named {
  readonly control: Control;
  readonly token: string;
  readonly actionId: string;
}

function blocksOf(part: Part, named: readonly Named[], writing: Writing): Block[] {
  switch (part.kind) {
    case 'text':
      return textFor(part.text, writing).map((text) => ({ type: 'section', text }));
    case 'context':
      return textFor(part.text, writing).map((text) => ({ type: 'context', text }));
    case 'divider':
      return [{ type: 'divider' }];
    case 'buttons':
      return [{ type: 'actions', elements: named.map(button) }];
    case 'select':
      return [{ type: 'actions', elements: [select(part.placeholder, named)] }];
  }
}

type Element = Extract<Block, { type: 'actions' }>['elements'][number];

function button({ control: { label, style }, token, actionId }: Named): Element {
  return { type: 'button', actionId, text: labelFor(label), value: token, ...(style && { style }) };
}

function select(placeholder: string, named: readonly Named[]): Element {
  const options = named.map(({ control, token }) => ({ text: labelFor(control.label), value: token }));
  return { type: 'select', actionId: named[0]?.actionId ?? 'control', placeholder: labelFor(placeholder), options };
}
