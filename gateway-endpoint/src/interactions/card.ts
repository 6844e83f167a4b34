import type { Control } from './meaning.ts';
import type { Poll } from './poll.ts';

/** A part of a post below its text. */
export type Part =
  | { readonly kind: 'text' | 'context'; readonly text: string }
  | { readonly kind: 'divider' }
  | { readonly kind: 'buttons'; readonly controls: readonly Control[] }
  | { readonly kind: 'select'; readonly placeholder: string; readonly controls: readonly Control[] };

/** A post with something to click, before it has a place. */
export interface Card {
  readonly parts: readonly Part[];
  readonly poll?: Poll | undefined;
}

/** A subject that OpenClaw may settle without a click: by a message, in another channel, or by expiry. */
export type Subject = `question:${string}` | `approval:${string}`;

/** The question, approval or poll of the card; a card that only talks to the agent has none. */
export function subjectOf({ parts }: Card): Subject | undefined {
  for (const { meaning } of parts.flatMap(controlsIn)) {
    if (meaning.does === 'answer' || meaning.does === 'ask') return `question:${meaning.questionId}`;
    if (meaning.does === 'approve') return `approval:${meaning.approvalId}`;
  }
  return undefined;
}

export function controlsIn(part: Part): readonly Control[] {
  return 'controls' in part ? part.controls : [];
}
