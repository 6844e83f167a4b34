import type { Store } from '../store/store.ts';

/** A form on one person's screen, for an answer in their own words to what a card asks. */
interface Form {
  readonly viewId: string;
  readonly cardKey: string;
  readonly userId: string;
  readonly threadId: string | undefined;
}

/** The forms that somebody has open. They are forgotten with their cards. */
export interface Forms {
  opened(form: Form): void;
  /** @returns nothing for somebody else's form */
  find(viewId: string, userId: string): Form | undefined;
}

export function openForms({ db }: Pick<Store, 'db'>): Forms {
  const add = db.prepare('INSERT INTO forms (view_id, card_key, user_id, thread_id) VALUES (?, ?, ?, ?)');
  const find = db.prepare('SELECT card_key, thread_id FROM forms WHERE view_id = ? AND user_id = ?');
  return {
    opened: ({ viewId, cardKey, userId, threadId }) => void add.run(viewId, cardKey, userId, threadId ?? null),
    find(viewId, userId) {
      const row = find.get(viewId, userId);
      if (!row) return undefined;
      const { card_key: cardKey, thread_id: threadId } = row;
      return { viewId, userId, cardKey: String(cardKey), threadId: threadId === null ? undefined : String(threadId) };
    },
  };
}
