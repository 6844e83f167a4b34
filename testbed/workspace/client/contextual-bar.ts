import { randomUUID } from 'node:crypto';

export interface Button {
  readonly type: string;
  readonly actionId: string;
  readonly text: { readonly text: string };
  readonly value?: string;
}

interface Block {
  readonly type: string;
  readonly appId?: string;
  readonly blockId?: string;
  readonly text?: { readonly text: string };
  readonly elements?: readonly Button[];
}

export interface View {
  readonly id: string;
  readonly appId: string;
  readonly title: { readonly text: string };
  readonly blocks: readonly Block[];
}

export interface Interaction {
  readonly type?: string;
  readonly triggerId?: string;
  readonly view?: View;
}

/** ActionManager.TRIGGER_TIMEOUT: after that neither the answer to a click nor a word on the stream has an effect. */
const TRIGGER_MS = 5_000;
/** ContextualBarSurfaceRenderer.tsx: any other block is not drawn. */
const DRAWN = new Set(['actions', 'context', 'divider', 'image', 'input', 'section', 'preview', 'callout']);

/** What the web client keeps of an app's contextual bar (ActionManager.ts). */
export interface ContextualBar {
  /** For the next thing that the person does. */
  newTrigger(): string;
  /** What the app does to the screen, by an answer or on the stream. */
  show(interaction: Interaction): void;
  view(): View | undefined;
  close(): void;
}

/** @param clock milliseconds since the epoch */
export function openContextualBar(clock: () => number): ContextualBar {
  const triggers = new Map<string, number>();
  let bar: View | undefined;

  /** A trigger counts once, wherever it comes back first. */
  function isExpected({ triggerId = '' }: Interaction): boolean {
    const madeAt = triggers.get(triggerId);
    triggers.delete(triggerId);
    return madeAt !== undefined && clock() - madeAt < TRIGGER_MS;
  }

  return {
    newTrigger() {
      const id = randomUUID();
      triggers.set(id, clock());
      return id;
    },
    show(interaction) {
      if (!isExpected(interaction) || !interaction.view) return;
      const { type, view } = interaction;
      if (type === 'contextual_bar.open') bar = checked(view);
      // An update is heard by the view that has this id, and by no other.
      if (type === 'contextual_bar.update' && bar?.id === view.id) bar = checked(view);
      if (type === 'contextual_bar.close' && bar?.id === view.id) bar = undefined;
    },
    view: () => bar,
    close() {
      bar = undefined;
    },
  };
}

/** Throws for what a client would not draw, or could not send a click from. */
function checked(view: View): View {
  for (const block of view.blocks) {
    if (!DRAWN.has(block.type)) throw new Error(`a bar does not draw a block of type ${block.type}`);
    if (!block.appId || !block.blockId) throw new Error(`a click in this block reaches nobody: ${block.type}`);
  }
  return structuredClone(view);
}
