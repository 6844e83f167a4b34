import type { LendStore } from '../store/on-occasion.ts';
import { type Cards, type Keeping, openCards } from './cards.ts';
import type { Controls } from './controls.ts';

/** For a post of another process, such as the CLI: its buttons are to mean something to the account that runs elsewhere. */
export function controlsOnOccasion(lend: LendStore, keeping: Keeping): Controls {
  const withCards = <T>(use: (cards: Cards) => T) => lend((store) => use(openCards(store, keeping)));
  return {
    issue: (issue) => withCards((cards) => cards.issue(issue)),
    posted: (key, messageId) => void withCards((cards) => cards.posted(key, messageId)),
  };
}
