import {
  adaptMessagePresentationForChannel,
  type MessagePresentation,
  type MessagePresentationBlock,
  type MessagePresentationButton,
  normalizeMessagePresentation,
  renderMessagePresentationFallbackText,
  resolveMessagePresentationButtonAction,
  resolveMessagePresentationOptionAction,
} from 'openclaw/plugin-sdk/interactive-runtime';
import { questionGatewayRuntime } from 'openclaw/plugin-sdk/question-gateway-runtime';
import type { ReplyPayload } from 'openclaw/plugin-sdk/reply-payload';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { ownIn } from '../host/host-seal.ts';
import { askPlainly, sayPlainly } from '../host/said-by-host.ts';
import type { Card, Part } from '../interactions/card.ts';
import type { Control, Meaning } from '../interactions/meaning.ts';
import type { Words } from '../texts/words.ts';

/** The fields of a payload that may become a card. */
export type Presented = Pick<ReplyPayload, 'text' | 'presentation' | 'presentationTextMode' | 'channelData'>;

/** The capabilities of Rocket.Chat; OpenClaw turns everything else into text before it comes here. */
export const PRESENTATION_CAPABILITIES = {
  supported: true,
  buttons: true,
  selects: true,
  context: true,
  divider: true,
  charts: false,
  tables: false,
  limits: {
    // We cut longer labels ourselves: OpenClaw's cut would leave half a name behind.
    actions: { maxActions: 25, maxActionsPerRow: 5, maxValueBytes: 2_000, supportsDisabled: false },
    selects: { maxOptions: 50, maxValueBytes: 2_000 },
    text: { markdownDialect: 'markdown' as const },
  },
};

const TONES = { info: 'ℹ️ ', success: '✅ ', warning: '⚠️ ', danger: '🛑 ', neutral: '' };

/** Rocket.Chat's Markdown has no rules. */
const RULE = '———';

/** Of 100 kB that a command may have, leaving room for the text. */
const MOST_CHARS = 30_000;

/**
 * OpenClaw has adapted a presentation to us: it goes on the durable queue as data of ours, and becomes blocks when it is
 * posted, where the key of the post is known.
 */
export function asChannelData<P extends Presented>(payload: P, presentation: MessagePresentation): P {
  return { ...payload, channelData: { ...payload.channelData, [CHANNEL_ID]: { ...ownIn(payload), presentation } } };
}

/** The presentation of a payload, adapted, whichever way it comes: through `outbound`, or straight from a turn. */
function presentationIn(payload: Presented): MessagePresentation | undefined {
  const adapted = ownIn(payload)['presentation'];
  if (adapted) return normalizeMessagePresentation(adapted);
  const given = normalizeMessagePresentation(payload.presentation);
  return given && adaptMessagePresentationForChannel({ presentation: given, capabilities: PRESENTATION_CAPABILITIES });
}

/** Is there anything to show but text? Then it needs the durable queue, where OpenClaw keeps track of its questions. */
export const isPresented = (payload: Presented): boolean => presentationIn(payload) !== undefined;

/** A question of OpenClaw itself. Controls of others may look the same, and mean no more than words. */
interface Asked {
  readonly approvalId: string | undefined;
  readonly questionId: string | undefined;
  readonly words: Words;
}

/**
 * The text of a payload, and below it all that can be clicked.
 *
 * @param approvalId of the approval that it asks for, if it is known to come from OpenClaw
 */
export function presentedText(payload: Presented, words: Words, approvalId?: string): { text: string; card?: Card } {
  const presentation = presentationIn(payload);
  const questionId = questionGatewayRuntime.readAskUserQuestionId(payload);
  const plainly = questionId === undefined ? sayPlainly : askPlainly;
  const text = payload.presentationTextMode === 'fallback' && presentation ? '' : plainly(payload.text ?? '', words);
  if (!presentation) return { text };
  const blocks =
    questionId === undefined ? presentation.blocks : presentation.blocks.map((block) => askedPlainly(block, words));
  const asked = { approvalId, questionId, words };
  const parts = blocks.flatMap((block) => partsOf(block, asked));
  if (JSON.stringify(parts).length > MOST_CHARS) {
    return { text: renderMessagePresentationFallbackText({ text, presentation }) };
  }
  const leading = parts.slice(0, leadingOf(parts));
  const rest = parts.slice(leading.length);
  const all = [text, titleOf(presentation), ...leading.map((part) => ('text' in part ? part.text : RULE))];
  const said = all.filter((each) => each.trim() !== '').join('\n\n');
  return rest.length > 0 ? { text: said || words.CARD.pleaseChoose, card: { parts: rest } } : { text: said };
}

function askedPlainly(block: MessagePresentationBlock, words: Words): MessagePresentationBlock {
  return block.type === 'text' ? { ...block, text: askPlainly(block.text, words) } : block;
}

/** The part that is text: all of it if there is nothing to click, so that it can be searched, quoted and read aloud. */
function leadingOf(parts: readonly Part[]): number {
  if (!parts.some((part) => 'controls' in part)) return parts.length;
  return parts.findIndex((part) => part.kind !== 'text');
}

function titleOf({ title, tone = 'neutral' }: MessagePresentation): string {
  return title?.trim() ? `${TONES[tone]}**${title.replace(/\s+/g, ' ').replaceAll('**', '').trim()}**` : '';
}

function partsOf(block: MessagePresentationBlock, asked: Asked): Part[] {
  switch (block.type) {
    case 'text':
    case 'context':
      return [{ kind: block.type, text: block.text }];
    case 'divider':
      return [{ kind: 'divider' }];
    case 'buttons':
      return buttonsOf(block.buttons, asked);
    case 'select':
      return selectOf(block, asked);
    // OpenClaw has turned these into text, because our capabilities do not list them.
    case 'chart':
    case 'table':
      return [];
  }
}

/** A link is written as one: a button that leads elsewhere would tell the gateway of each click, too. */
function buttonsOf(buttons: readonly MessagePresentationButton[], asked: Asked): Part[] {
  const controls: Control[] = [];
  const lines: string[] = [];
  for (const button of buttons) {
    const action = resolveMessagePresentationButtonAction(button);
    const meaning = meaningOf(action, button.label, asked);
    const url = action && 'url' in action ? action.url : undefined;
    if (meaning) controls.push(controlOf(button, meaning));
    else lines.push(url ? `- [${button.label.replace(/[[\]]/g, '')}](${url})` : `- ${button.label}`);
  }
  return [
    ...(lines.length > 0 ? [{ kind: 'text', text: lines.join('\n') } as const] : []),
    ...(controls.length > 0 ? [{ kind: 'buttons', controls } as const] : []),
  ];
}

type Select = Extract<MessagePresentationBlock, { type: 'select' }>;

function selectOf({ options, placeholder }: Select, asked: Asked): Part[] {
  const controls = options.flatMap((option) => {
    const meaning = meaningOf(resolveMessagePresentationOptionAction(option), option.label, asked);
    return meaning ? [{ label: option.label, meaning, isReusable: false }] : [];
  });
  return controls.length > 0 ? [{ kind: 'select', placeholder: placeholder ?? asked.words.CARD.choose, controls }] : [];
}

type Action = ReturnType<typeof resolveMessagePresentationButtonAction>;

function meaningOf(action: Action, label: string, asked: Asked): Meaning | undefined {
  switch (action?.type) {
    case 'callback':
      return { does: 'tell', value: action.value };
    case 'command':
      return { does: 'command', command: action.command };
    case 'question':
      if (action.questionId !== asked.questionId) return { does: 'tell', value: label };
      return 'intent' in action
        ? { does: 'ask', questionId: action.questionId }
        : { does: 'answer', questionId: action.questionId, option: action.optionValue };
    case 'approval': {
      const { approvalId, approvalKind: kind, decision } = action;
      const approve = { does: 'approve', approvalId, kind, decision } as const;
      return approvalId === asked.approvalId ? { ...approve, askedBy: 'host' } : approve;
    }
    default:
      return undefined;
  }
}

function controlOf({ label, reusable = false, style }: MessagePresentationButton, meaning: Meaning): Control {
  // A form may be opened again by somebody who has closed it.
  const isReusable = reusable || meaning.does === 'ask';
  if (style === 'danger') return { label, meaning, isReusable, style };
  return { label, meaning, isReusable, ...((style === 'primary' || style === 'success') && { style: 'primary' }) };
}
