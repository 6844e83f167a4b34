import type { ChannelInboundTurnPlan } from 'openclaw/plugin-sdk/channel-inbound';
import { createChannelProgressDraftCompositor } from 'openclaw/plugin-sdk/channel-outbound';
import type { Streaming } from '../../config/streaming.ts';
import type { Preview } from './preview.ts';
import { type Steps, stepOf } from './steps.ts';

export type ReplyOptions = NonNullable<ChannelInboundTurnPlan['replyOptions']>;

/** OpenClaw's callbacks of a running turn → the text of the preview. */
export interface Stream {
  readonly replyOptions: ReplyOptions;
  /** The answer is being posted: nothing more is shown. */
  finalStarted(): void;
}

/**
 * Text goes before tools: lines about tools stand only where the agent has not yet begun to answer, and in mode
 * `progress` they are all there is. Reasoning is never shown.
 *
 * @param seed the same for the same room, so that a progress label does not change from turn to turn
 */
export function streamInto(
  preview: Pick<Preview, 'update' | 'clear'>,
  { mode, entry }: Pick<Streaming, 'mode' | 'entry'>,
  { seed, steps }: { readonly seed: string; readonly steps: Steps },
): Stream {
  let isOver = false;
  let shownChars = 0;
  const show = (text: string) => {
    if (!isOver) preview.update(text);
  };
  const progress = createChannelProgressDraftCompositor({
    entry,
    mode,
    active: true,
    seed,
    preparedItems: true,
    update: show,
  });

  function showText(text: string): void {
    // A text that became shorter is another one.
    const before = text.length < shownChars ? 0 : shownChars;
    const end = mode === 'block' ? stepOf(text, before, steps) : text.length;
    if (end === before) return;
    shownChars = end;
    progress.resetActivity({ suppressed: true });
    show(text.slice(0, end));
  }

  return {
    finalStarted() {
      isOver = true;
      progress.markFinalReplyStarted();
    },
    replyOptions: {
      disableBlockStreaming: true,
      preserveProgressCallbackStartOrder: true,
      // Otherwise each tool would have a post of its own beside its line here.
      suppressDefaultToolProgressMessages: true,
      ...(mode !== 'progress' && { onPartialReply: ({ text = '' }) => showText(text) }),
      onAssistantMessageStart() {
        shownChars = 0;
        progress.beginAssistantMessage();
      },
      onToolStart: (tool) => isQuestion(tool) || progress.pushToolEvent(tool),
      onItemEvent: (item) => isQuestion(item) || progress.pushItemEvent(asFarAsKnown(item)),
      onPlanUpdate: ({ phase, steps: plan, explanation }) =>
        phase === 'update' && progress.pushPlanProgress(plan, explanation === undefined ? {} : { explanation }),
    },
  };
}

/** The agent asks a person: the question itself is posted, and is no work to be shown. */
const isQuestion = ({ name }: { readonly name?: string | undefined }): boolean => name === 'ask_user';

type Item = Parameters<NonNullable<ReplyOptions['onItemEvent']>>[0];

/** OpenClaw calls a tool `running` also while it waits for an approval, and says nothing of that here. */
function asFarAsKnown({ status, ...item }: Item): Item {
  return status === undefined || status === 'running' ? item : { ...item, status };
}
