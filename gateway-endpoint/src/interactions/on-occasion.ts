import { join } from 'node:path';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { getRuntime } from '../host/runtime.ts';
import { type Cards, type Keeping, openCards } from './cards.ts';
import type { Controls } from './controls.ts';
import { openStore } from './store.ts';

/** Where an account keeps what its buttons mean. */
export function interactionsFile(accountId: string): string {
  return join(
    getRuntime().state.resolveStateDir(process.env),
    'plugins',
    CHANNEL_ID,
    `interactions-${accountId}.sqlite`,
  );
}

/** For a post of another process, such as the CLI: its buttons are to mean something to the account that runs elsewhere. */
export function controlsOnOccasion(accountId: string, keeping: Keeping): Controls {
  function withCards<T>(use: (cards: Cards) => T): T {
    const db = openStore(interactionsFile(accountId));
    try {
      return use(openCards(db, keeping));
    } finally {
      db.close();
    }
  }
  return {
    issue: (issue) => withCards((cards) => cards.issue(issue)),
    posted: (key, messageId) => void withCards((cards) => cards.posted(key, messageId)),
  };
}
