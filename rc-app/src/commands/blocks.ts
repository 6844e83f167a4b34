import type { ActionsBlock, LayoutBlock } from '@rocket.chat/ui-kit';
import { APP_ID, type Block, nothingLeft } from '@rocketchat-openclaw/shared';

type Written = { readonly text: string; readonly blocks?: readonly Block[] | undefined };
/** The engine's types also want each element's place. */
type Action = WithoutPlace<Extract<ActionsBlock['elements'][number], { type: 'button' | 'static_select' }>>;
type WithoutPlace<T> = T extends unknown ? Omit<T, 'appId' | 'blockId'> : never;
type Element = Extract<Block, { type: 'actions' }>['elements'][number];

export const plain = (text: string) => ({ type: 'plain_text', text, emoji: true }) as const;
export const marked = (text: string) => ({ type: 'mrkdwn', text }) as const;

/**
 * The contract's blocks as Rocket.Chat's UIKit. Clients leave out the text of a message that has blocks
 * (RoomMessageContent.tsx), so it stands above them.
 */
export function uikit({ text, blocks = [] }: Written): LayoutBlock[] {
  if (blocks.length === 0) return [];
  const isSaid = !text.trim() || blocks.some((block) => block.type === 'section' && block.text === text);
  return (isSaid ? blocks : [{ type: 'section', text } as const, ...blocks]).map(layout);
}

/** For the block and all in it: the server needs them to bring clicks and answers back to this app. */
export const ids = (blockId: string) => ({ appId: APP_ID, blockId });

function layout(block: Block, index: number): LayoutBlock {
  const own = ids(`block-${index}`);
  switch (block.type) {
    case 'section':
      return { ...own, type: 'section', text: marked(block.text) };
    case 'context':
      return { ...own, type: 'context', elements: [marked(block.text)] };
    case 'divider':
      return { ...own, type: 'divider' };
    case 'actions':
      return { ...own, type: 'actions', elements: block.elements.map((each) => ({ ...own, ...element(each) })) };
  }
}

function element(each: Element): Action {
  if (each.type === 'button') {
    const { type, actionId, text, value, style, ...rest } = each;
    nothingLeft(rest);
    return { type, actionId, text: plain(text), ...(value !== undefined && { value }), ...(style && { style }) };
  }
  const { type: _type, actionId, placeholder, options, ...rest } = each;
  nothingLeft(rest);
  return {
    type: 'static_select',
    actionId,
    placeholder: plain(placeholder),
    options: options.map(({ text, value }) => ({ text: plain(text), value })),
  };
}
