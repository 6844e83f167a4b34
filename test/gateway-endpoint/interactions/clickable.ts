import type { Command, EventOf } from '@rocketchat-openclaw/shared';
import type { Card } from '../../../gateway-endpoint/src/interactions/card.ts';
import { openInteractions } from '../../../gateway-endpoint/src/interactions/interactions.ts';
import type { Control, Meaning } from '../../../gateway-endpoint/src/interactions/meaning.ts';
import type { Writing } from '../../../gateway-endpoint/src/text/text.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aClient, aStore } from '../services.ts';

export const WRITING: Writing = { limit: 4_000, maxChars: 5_000, chunkMode: 'length', tableMode: 'auto' };

export const aControl = (label: string, meaning: Meaning, isReusable = false): Control => ({
  label,
  meaning,
  isReusable,
});

export const tells = (label: string, isReusable = false): Control =>
  aControl(label, { does: 'tell', value: label.toLowerCase() }, isReusable);

export const cardOf = (...controls: Control[]): Card => ({ parts: [{ kind: 'buttons', controls }] });

/** An account's interactions on a clock that the test moves; pauses end when it says so. */
export function openClickable() {
  const edits: Extract<Command, { command: 'update' }>[] = [];
  const warnings: string[] = [];
  const pauses: (() => void)[] = [];
  let bytes = 0;
  const time = { now: 1_000_000 };
  const store = aStore();
  let ticks = () => {};
  const interactions = openInteractions({
    store,
    client: aClient((command: Command) => {
      if (command.command === 'update') edits.push(command);
      return {};
    }),
    writing: WRITING,
    clock: () => time.now,
    random: (count) => Buffer.alloc(count).fill(`${++bytes}.`),
    mostCards: 20,
    newId: () => `id-${edits.length}`,
    every(_ms, run) {
      ticks = run;
      return () => undefined;
    },
    pause: () => new Promise((resolve) => void pauses.push(resolve)),
    signal: new AbortController().signal,
    log: { warn: (message) => void warnings.push(message) },
  });

  /** Posts a card; the tokens of its controls. */
  function post(card: Card, { key = 'key-1', roomId = 'Room1', messageId = 'Post1', text = 'So?' } = {}): string[] {
    const blocks = interactions.controls.issue({ key, roomId, threadId: undefined, text, card, writing: WRITING });
    interactions.controls.posted(key, messageId);
    return blocks.flatMap((block) => (block.type === 'actions' ? block.elements : [])).flatMap(tokensIn);
  }
  return { interactions, edits, warnings, pauses, time, post, path: store.path, tick: () => ticks() };
}

type Element = { type: 'button'; value?: string | undefined } | { type: 'select'; options: { value: string }[] };

function tokensIn(element: Element): string[] {
  return element.type === 'button' ? [element.value ?? ''] : element.options.map(({ value }) => value);
}

interface Made {
  readonly by?: string;
  readonly id?: string;
  readonly messageId?: string;
  readonly roomId?: string;
}

/** Somebody clicks in a post of the bot's. */
export function aClick(value: string, { by = 'Alice1', id = 'click-1', messageId = 'Post1', roomId }: Made = {}) {
  const { room, actor, at } = aMessage({ ...(roomId && { room: { id: roomId } }), actor: { id: by, username: by } });
  return {
    type: 'action.clicked',
    id,
    at,
    room,
    actor,
    message: { id: messageId, authorId: BOT.id },
    actionId: 'control-0',
    value,
    triggerId: 'Trigger1',
  } satisfies EventOf<'action.clicked'>;
}
