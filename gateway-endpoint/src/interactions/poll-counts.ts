import type { Block } from '@rocketchat-openclaw/shared';
import type { Every } from '../machine.ts';
import { textFor, type Writing } from '../text/text.ts';
import { wordsIn } from '../texts/words.ts';
import type { Cards } from './cards.ts';
import type { Change } from './conclude.ts';
import { pollText } from './poll.ts';
import type { Votes } from './votes.ts';

/** Keeps the counts that polls show up to date. */
export interface PollCounts {
  /** Called after a vote: the post is edited soon. */
  refresh(cardKey: string): void;
  start(): void;
  stop(): void;
}

export interface Posting {
  readonly cards: Pick<Cards, 'get' | 'take'>;
  readonly votes: Votes;
  readonly change: Change;
  readonly writing: Writing;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly every: Every;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly log: { warn(message: string): void };
}

/** A post is edited no more often than this, however many people vote at once. */
const EDIT_EVERY_MS = 1_000;
const LOOK_EVERY_MS = 5_000;

export function openPollCounts(posting: Posting): PollCounts {
  const { cards, votes, change, writing, clock, newId, every, pause, signal, log } = posting;
  /** Polls whose post is being edited, and whether another vote has come meanwhile. */
  const editing = new Map<string, boolean>();
  let end = () => {};
  let isLate = false;

  async function show(cardKey: string): Promise<void> {
    const card = cards.get(cardKey);
    const poll = votes.pollOf(cardKey);
    if (!card || !poll) return;
    const isOpen = poll.closesAt === undefined || clock() < poll.closesAt;
    const words = wordsIn(writing.language);
    const text = textFor(pollText(poll, votes.tallyOf(cardKey, poll), isOpen, words), writing).join('\n\n');
    const blocks: Block[] = isOpen ? [...card.blocks] : [];
    const content = blocks.length > 0 ? { text, blocks } : { text };
    await change(card, content, { delivery: newId(), part: 0 });
  }

  async function edit(cardKey: string): Promise<void> {
    do {
      editing.set(cardKey, false);
      await show(cardKey);
      await pause(EDIT_EVERY_MS, signal);
    } while (editing.get(cardKey) && !signal.aborted);
  }

  function refresh(cardKey: string): void {
    if (editing.has(cardKey)) {
      editing.set(cardKey, true);
      return;
    }
    edit(cardKey)
      .catch((error: unknown) => signal.aborted || log.warn(`a poll shows old counts: ${String(error)}`))
      .finally(() => editing.delete(cardKey));
  }

  function closeDue(): void {
    try {
      for (const cardKey of votes.due(clock())) {
        votes.closed(cardKey);
        refresh(cardKey);
      }
    } catch (error) {
      // Called by a timer, where an error would end the gateway. The poll stays due, and is looked at again.
      if (!isLate) log.warn(`polls that are over stay open for now: ${String(error)}`);
      isLate = true;
      return;
    }
    isLate = false;
  }

  return {
    refresh,
    start() {
      closeDue();
      end = every(LOOK_EVERY_MS, closeDue);
    },
    stop: () => end(),
  };
}
