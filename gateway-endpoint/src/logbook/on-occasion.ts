import type { LendStore } from '../store/on-occasion.ts';
import type { Logbook } from './logbook.ts';
import { nothing, openWriting, type Unwritten, unseen } from './write.ts';

/**
 * For the commands of another process, such as `openclaw message send`: the logbook of the account has them as well. Never
 * throws: the command had its effect.
 */
export function logbookOnOccasion(lend: LendStore, clock: () => number): Pick<Logbook, 'note' | 'sent'> {
  function write(unwritten: Partial<Unwritten>): void {
    try {
      lend(({ db, transaction }) => {
        const writing = openWriting(db);
        transaction(() => writing({ ...nothing(), ...unwritten }, { in: unseen(), out: unseen() }));
      });
    } catch {
      // There is no account yet, the disk is full, or it is another user's.
    }
  }
  return {
    note: (entry) => write({ entries: [{ ...entry, at: clock() }] }),
    sent: (isDone) => write({ commands: 1, commandsFailed: isDone ? 0 : 1 }),
  };
}
