import type { Store } from '../../store/store.ts';

/** A preview in a room that is not the answer, and has to be removed. */
export interface OpenPreview {
  /** The key of the command that posted it. */
  readonly key: string;
  readonly roomId: string;
  /** Absent if the gateway crashed between the command and its answer. */
  readonly messageId: string | undefined;
  /** The key of the command that was to make it the answer, if there was one. */
  readonly finalKey: string | undefined;
  /** The event that is answered; those of an earlier version do not say. */
  readonly answers: string | undefined;
}

/**
 * The previews that are open, on disk, so that a gateway that crashes leaves no half answers behind. On a full disk only
 * the notes before a command throw, because the command must not be given then. A note after it may be missing: the sweep
 * finds the preview all the same.
 */
export interface OpenPreviews {
  /** Before it is posted. */
  begin(key: string, roomId: string, answers: string | undefined): void;
  posted(key: string, messageId: string): void;
  /** Before it becomes the answer: a later sweep must not delete it. */
  becoming(key: string, finalKey: string): void;
  /** Its turn is over, and it could not be removed. */
  abandon(key: string): void;
  /** It is gone, or has become the answer. */
  end(key: string): void;
  abandoned(): OpenPreview[];
}

/** The keys of previews whose turns run in this process, also of turns that have outlived their account. */
export const LIVE_PREVIEWS = new Set<string>();

/** @param live is `LIVE_PREVIEWS`, except in tests */
export function rememberPreviews(
  { db, transaction }: Store,
  live: Set<string>,
  log: { warn(message: string): void },
): OpenPreviews {
  // All others that are open now belong to turns that ended with the process before.
  db.prepare('UPDATE previews SET is_abandoned = 1 WHERE key NOT IN (SELECT value FROM json_each(?))').run(
    JSON.stringify([...live]),
  );
  const begin = db.prepare('INSERT INTO previews (key, room_id) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const answering = db.prepare('INSERT INTO answering (key, event_id) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const posted = db.prepare('UPDATE previews SET message_id = ? WHERE key = ?');
  const abandon = db.prepare('UPDATE previews SET is_abandoned = 1 WHERE key = ?');
  const end = db.prepare('DELETE FROM previews WHERE key = ?');
  const becoming = db.prepare('INSERT INTO becoming (key, final_key) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const abandoned = db.prepare(
    `SELECT key, room_id, message_id, final_key, event_id FROM previews
     LEFT JOIN becoming USING (key) LEFT JOIN answering USING (key) WHERE is_abandoned = 1`,
  );
  /** A turn may outlive its account; previews that it can no longer note here are found at the next start. */
  const whileOpen = (write: () => unknown) => void (db.isOpen && write());
  const afterwards = (write: () => unknown) => {
    try {
      whileOpen(write);
    } catch (error) {
      log.warn(`the state of a preview is not written down: ${String(error)}`);
    }
  };
  return {
    begin(key, roomId, answers) {
      whileOpen(() =>
        transaction(() => {
          begin.run(key, roomId);
          if (answers !== undefined) answering.run(key, answers);
        }),
      );
      live.add(key);
    },
    posted: (key, messageId) => afterwards(() => posted.run(messageId, key)),
    becoming(key, finalKey) {
      // Unnoted, it would be taken away at the next start, answer or not. The answer is a new post then.
      if (!db.isOpen) throw new Error('the account was stopped meanwhile');
      becoming.run(key, finalKey);
    },
    abandon(key) {
      live.delete(key);
      afterwards(() => abandon.run(key));
    },
    end(key) {
      live.delete(key);
      afterwards(() => end.run(key));
    },
    abandoned: () =>
      abandoned.all().map(({ key, room_id, message_id, final_key, event_id }) => ({
        key: String(key),
        roomId: String(room_id),
        messageId: message_id === null ? undefined : String(message_id),
        finalKey: final_key === null ? undefined : String(final_key),
        answers: event_id === null ? undefined : String(event_id),
      })),
  };
}
