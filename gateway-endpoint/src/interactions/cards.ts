import { Block } from '@rocketchat-openclaw/shared';
import * as z from 'zod';
import type { Store } from '../store/store.ts';
import type { Writing } from '../text/text.ts';
import { type Card, controlsIn, type Subject, subjectOf } from './card.ts';
import { layOut } from './lay-out.ts';
import { Control } from './meaning.ts';

/** A card with a place. `text` and `blocks` are as they were posted. */
export interface IssuedCard {
  /** The idempotency key of its post. */
  readonly key: string;
  readonly subject: Subject | undefined;
  readonly roomId: string;
  /** Absent until the app has returned its message id. */
  readonly messageId: string | undefined;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly controls: readonly Control[];
}

export interface Issue {
  readonly key: string;
  readonly roomId: string;
  readonly threadId: string | undefined;
  /** The piece of text that the blocks stand below. */
  readonly text: string;
  readonly card: Card;
  readonly writing: Writing;
}

/** The place of a click. */
interface Clicked {
  readonly roomId: string;
  readonly messageId: string;
}

/** The meanings of the buttons in an account's posts, and which of them are used up. */
export interface Cards {
  /** The blocks of a post. For a post that is tried again they are the same ones. */
  issue(issue: Issue): Block[];
  posted(key: string, messageId: string): IssuedCard | undefined;
  /** The meaning of a clicked token; undefined where it was issued for another message, or too long ago. */
  find(token: string, clicked: Clicked): { card: IssuedCard; control: Control } | undefined;
  get(key: string): IssuedCard | undefined;
  /** Does the agent wait for an answer to a question here? Then any message may be one. */
  isAsking(roomId: string, threadId: string | undefined): boolean;
  /** Unused cards about this. */
  openAbout(subject: Subject): IssuedCard[];
  /** Unused requests for approval that were posted before this time. */
  requestsBefore(time: number): IssuedCard[];
  /** True for the one event that may use the card up, however often it asks. */
  take(key: string, by: string): boolean;
  /** The click that took it had no effect: it may be clicked again. */
  release(key: string, by: string): void;
}

/** A button has expired when nobody has clicked it for two weeks. */
export const CARD_LIFE_MS = 14 * 24 * 60 * 60_000;
/** The oldest are forgotten first. */
const MOST_CARDS = 5_000;
/** The longest that `ask_user` waits. */
export const QUESTION_LIFE_MS = 60 * 60_000;

const SECRET_BYTES = 16;

export interface Keeping {
  readonly clock: () => number;
  readonly random: (bytes: number) => Buffer;
  readonly mostCards?: number;
}

export function openCards({ db, transaction }: Store, { clock, random, mostCards = MOST_CARDS }: Keeping): Cards {
  const add = db.prepare(
    `INSERT INTO cards (key, secret, subject, room_id, thread_id, text, blocks, controls, issued_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addPoll = db.prepare('INSERT INTO polls (card_key, poll, closes_at) VALUES (?, ?, ?)');
  const byKey = db.prepare('SELECT * FROM cards WHERE key = ?');
  const bySecret = db.prepare('SELECT * FROM cards WHERE secret = ? AND expires_at > ?');
  const bySubject = db.prepare('SELECT * FROM cards WHERE subject = ? AND taken_by IS NULL AND expires_at > ?');
  const requests = db.prepare(
    "SELECT * FROM cards WHERE subject LIKE 'approval:%' AND taken_by IS NULL AND issued_at < ?",
  );
  const asking = db.prepare(
    `SELECT 1 FROM cards WHERE room_id = ? AND thread_id IS ? AND taken_by IS NULL
     AND subject LIKE 'question:%' AND issued_at > ?`,
  );
  const bind = db.prepare('UPDATE cards SET message_id = ? WHERE key = ? AND message_id IS NULL');
  const take = db.prepare('UPDATE cards SET taken_by = ? WHERE key = ? AND (taken_by IS NULL OR taken_by = ?)');
  const release = db.prepare('UPDATE cards SET taken_by = NULL WHERE key = ? AND taken_by = ?');
  const forget = db.prepare(
    `DELETE FROM cards WHERE expires_at <= ?
     OR key IN (SELECT key FROM cards ORDER BY expires_at DESC LIMIT -1 OFFSET ${mostCards - 1})`,
  );

  const get = (key: string) => read(byKey.get(key));
  return {
    issue({ key, roomId, threadId = null, text, card, writing }) {
      const before = get(key);
      if (before) return [...before.blocks];
      const secret = random(SECRET_BYTES).toString('base64url');
      const blocks = layOut(card, writing, (index) => `${secret}.${index}`);
      const controls = JSON.stringify(card.parts.flatMap(controlsIn));
      const { poll } = card;
      const now = clock();
      const expiresAt = Math.max(now, poll?.closesAt ?? 0) + CARD_LIFE_MS;
      const subject = subjectOf(card) ?? null;
      transaction(() => {
        forget.run(now);
        add.run(key, secret, subject, roomId, threadId, text, JSON.stringify(blocks), controls, now, expiresAt);
        if (poll) addPoll.run(key, JSON.stringify(poll), poll.closesAt ?? null);
      });
      return blocks;
    },
    posted(key, messageId) {
      try {
        bind.run(messageId, key);
      } catch {
        // The disk is full. The card is posted all the same, and a click on it also brings its id: see `find`.
      }
      return get(key);
    },
    find(token, { roomId, messageId }) {
      const [, secret = '', index = ''] = /^([\w-]{22})\.(\d{1,4})$/.exec(token) ?? [];
      const found = read(bySecret.get(secret, clock()));
      if (found?.roomId !== roomId) return undefined;
      // Clicked before the app's answer has arrived, or the answer was lost in a crash. Only a person who sees the card
      // knows the token.
      if (found.messageId === undefined) bind.run(messageId, found.key);
      else if (found.messageId !== messageId) return undefined;
      const control = found.controls[Number(index)];
      return control && { card: { ...found, messageId }, control };
    },
    get,
    isAsking: (roomId, threadId) => asking.get(roomId, threadId ?? null, clock() - QUESTION_LIFE_MS) !== undefined,
    openAbout: (subject) => bySubject.all(subject, clock()).flatMap((row) => read(row) ?? []),
    requestsBefore: (time) => requests.all(time).flatMap((row) => read(row) ?? []),
    take: (key, by) => take.run(by, key, by).changes === 1,
    release: (key, by) => void release.run(key, by),
  };
}

/** We have written it ourselves; a row of another version is ignored. */
const Row = z.object({
  key: z.string(),
  subject: z.custom<Subject>((value) => typeof value === 'string').nullable(),
  room_id: z.string(),
  message_id: z.string().nullable(),
  text: z.string(),
  blocks: json(z.array(Block)),
  controls: json(z.array(Control)),
});

function json<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text) => JSON.parse(text) as unknown)
    .pipe(schema);
}

function read(row: unknown): IssuedCard | undefined {
  const { data } = Row.safeParse(row);
  if (!data) return undefined;
  const { room_id: roomId, message_id: messageId, subject, ...rest } = data;
  return { ...rest, roomId, messageId: messageId ?? undefined, subject: subject ?? undefined };
}
