import type { ContextBlock, LayoutBlock, TextObject } from '@rocket.chat/ui-kit';
import { ActionButton, ActionSelect } from './action-elements.tsx';
import type { Message } from './contract.ts';
import { Markdown } from './markdown.tsx';
import { type Action, blocksOf } from './uikit.ts';
import type { Workspace } from './use-workspace.ts';

/** In place of the text: as in Rocket.Chat, a message that has blocks shows nothing else. */
export function MessageBlocks({ message, workspace }: { message: Message; workspace: Workspace }) {
  const act = (action: Action, value: string | undefined) => workspace.click(message, action, value);
  return (
    <div class="blocks">
      {blocksOf(message).map((block, index) => (
        <MessageBlock key={block.blockId ?? index} block={block} onAct={act} />
      ))}
    </div>
  );
}

interface BlockProps {
  readonly block: LayoutBlock;
  readonly onAct: (action: Action, value: string | undefined) => Promise<void>;
}

function MessageBlock({ block, onAct }: BlockProps) {
  switch (block.type) {
    case 'section':
      return block.text ? <Words text={block.text} /> : null;
    case 'context':
      return <div class="block-context">{block.elements.filter(isText).map(wordsOf)}</div>;
    case 'divider':
      return <hr class="block-divider" />;
    case 'actions':
      return (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, and each of these is sent by itself
        <div class="block-actions" role="group" aria-label="Choices">
          {block.elements.map((element) => {
            if (element.type === 'button') {
              return <ActionButton key={element.actionId} button={element} onAct={(value) => onAct(element, value)} />;
            }
            if (element.type === 'static_select') {
              return <ActionSelect key={element.actionId} select={element} onAct={(value) => onAct(element, value)} />;
            }
            return <Unknown key={element.actionId} what={element.type} />;
          })}
        </div>
      );
    default:
      return <Unknown what={block.type} />;
  }
}

function Words({ text }: { text: TextObject }) {
  return text.type === 'mrkdwn' ? <Markdown text={text.text} /> : <p>{text.text}</p>;
}

const wordsOf = (text: TextObject, index: number) => <Words key={index} text={text} />;

function isText(element: ContextBlock['elements'][number]): element is TextObject {
  return element.type !== 'image';
}

/** Our app never sends this block. It is named rather than left out. */
function Unknown({ what }: { what: string }) {
  return <p class="block-unknown">This page cannot show “{what}”.</p>;
}
