import type { Block } from '@rocketchat-openclaw/shared';
import type { Cards, Issue } from './cards.ts';

/** Cards, as far as the sender needs them: their blocks before a post, and their place after it. */
export interface Controls {
  issue(issue: Issue): Block[];
  posted(key: string, messageId: string): void;
}

/** Tells OpenClaw where its question stands, and hears of it when the question has ended, however it did. */
type WatchQuestion = (watched: {
  readonly questionId: string;
  readonly deliveryId: string;
  readonly finalize: (statusLine: string) => Promise<void>;
}) => void;

/**
 * @param watch where OpenClaw keeps track of its questions
 * @param retire takes the buttons off a card, and writes a line instead
 */
export function openControls(
  cards: Pick<Cards, 'issue' | 'posted'>,
  watch: WatchQuestion,
  retire: (cardKey: string, line: string) => Promise<void>,
): Controls {
  return {
    issue: cards.issue,
    posted(key, messageId) {
      const card = cards.posted(key, messageId);
      const [kind, id] = card?.subject?.split(/:(.*)/s) ?? [];
      if (kind !== 'question' || !id) return;
      watch({ questionId: id, deliveryId: key, finalize: (statusLine) => retire(key, statusLine) });
    },
  };
}
