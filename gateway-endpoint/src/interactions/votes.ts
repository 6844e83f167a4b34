import * as z from 'zod';
import type { Store } from '../store/store.ts';
import { Poll, type Tally } from './poll.ts';

interface Vote {
  readonly cardKey: string;
  readonly eventId: string;
  readonly userId: string;
  readonly username: string;
  readonly option: number;
}

/** The votes in the polls of an account. */
export interface Votes {
  pollOf(cardKey: string): Poll | undefined;
  /**
   * Chooses an option, or takes it back where it was chosen; the only choice gives way to another. The same event counts
   * once.
   *
   * @returns `too-many` where the person has chosen as many as they may
   */
  vote(vote: Vote, poll: Poll): 'counted' | 'too-many';
  tallyOf(cardKey: string, poll: Poll): Tally;
  /** Cards whose polls have ended by now. */
  due(now: number): string[];
  /** Marks it as ended: it will not be due again. */
  closed(cardKey: string): void;
}

const Options = z.array(z.int());

export function openVotes({ db, transaction }: Store): Votes {
  const poll = db.prepare('SELECT poll FROM polls WHERE card_key = ?');
  const due = db.prepare('SELECT card_key FROM polls WHERE closes_at <= ?');
  const close = db.prepare('UPDATE polls SET closes_at = NULL WHERE card_key = ?');
  const own = db.prepare('SELECT event_id, options FROM votes WHERE card_key = ? AND user_id = ?');
  const all = db.prepare(
    `SELECT username, options FROM votes WHERE card_key = ? AND options <> '[]' ORDER BY username`,
  );
  const write = db.prepare(
    `INSERT INTO votes (card_key, user_id, username, event_id, options) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (card_key, user_id)
     DO UPDATE SET username = excluded.username, event_id = excluded.event_id, options = excluded.options`,
  );
  const read = (text: unknown) => Options.parse(JSON.parse(String(text)));

  return {
    pollOf(cardKey) {
      const row = poll.get(cardKey);
      return row && Poll.parse(JSON.parse(String(row['poll'])));
    },
    vote({ cardKey, eventId, userId, username, option }, { most }) {
      return transaction(() => {
        const before = own.get(cardKey, userId);
        if (before?.['event_id'] === eventId) return 'counted';
        const chosen = chosenNext(before ? read(before['options']) : [], option, most);
        if (!chosen) return 'too-many';
        write.run(cardKey, userId, username, eventId, JSON.stringify(chosen));
        return 'counted';
      });
    },
    tallyOf(cardKey, { options }) {
      const people = all.all(cardKey).map((row) => ({ name: String(row['username']), chosen: read(row['options']) }));
      const voters = options.map((_, option) =>
        people.flatMap(({ name, chosen }) => (chosen.includes(option) ? name : [])),
      );
      return { voters, people: people.length };
    },
    due: (now) => due.all(now).map((row) => String(row['card_key'])),
    closed: (cardKey) => void close.run(cardKey),
  };
}

function chosenNext(chosen: readonly number[], option: number, most: number): number[] | undefined {
  if (chosen.includes(option)) return chosen.filter((each) => each !== option);
  if (most === 1) return [option];
  return chosen.length < most ? [...chosen, option] : undefined;
}
