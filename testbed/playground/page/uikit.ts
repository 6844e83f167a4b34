import type { ButtonElement, InputBlock, LayoutBlock, PlainText, StaticSelectElement } from '@rocket.chat/ui-kit';
import type { Message } from './contract.ts';

/** Something that a person can press or choose from. The app that it belongs to hears of it. */
export type Action = Pick<ButtonElement | StaticSelectElement, 'appId' | 'blockId' | 'actionId'>;

/** A form as an app opens it, as far as this page shows it (IUIKitSurface). */
export interface FormView {
  readonly id: string;
  readonly title: PlainText;
  readonly blocks: readonly LayoutBlock[];
  readonly submit?: { readonly text: PlainText };
}

/** An app's change of somebody's screen: over the stream, or in answer to an action there. */
export interface Interaction {
  /** `modal.open`, `modal.update`, `modal.close`, `errors`; the page has no contextual bar. */
  readonly type: string;
  readonly triggerId: string;
  readonly appId: string;
  readonly view?: FormView;
  /** Of `errors`: which form, and what is wrong with a field, by its `actionId`. */
  readonly viewId?: string;
  readonly errors?: Readonly<Record<string, string>>;
}

export function blocksOf({ blocks = [] }: Message): readonly LayoutBlock[] {
  return blocks as LayoutBlock[];
}

/** As web clients tell an app of a click. */
export function clickOf(message: Message, { blockId, actionId }: Action, value: string | undefined, triggerId: string) {
  const place = { mid: message._id, rid: message.rid, container: { type: 'message', id: message._id } };
  return { ...place, type: 'blockAction', actionId, triggerId, payload: { blockId, value } };
}

/** @param values what was entered, by the `actionId` of the field */
export function submissionOf(view: FormView, values: Readonly<Record<string, string>>, triggerId: string) {
  const state: Record<string, Record<string, string>> = {};
  for (const { blockId = '', element } of fieldsOf(view)) {
    state[blockId] = { ...state[blockId], [element.actionId]: values[element.actionId] ?? '' };
  }
  return { type: 'viewSubmit', viewId: view.id, triggerId, payload: { view: { ...view, state } } };
}

export function fieldsOf({ blocks }: FormView): InputBlock[] {
  return blocks.filter((block) => block.type === 'input');
}
