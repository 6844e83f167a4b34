import { AppCallError } from '../../app-client/client.ts';
import { mayPass } from '../../app-client/may-pass.ts';
import { refusedRoomIn } from '../../app-client/refused-room.ts';
import type { Every } from '../../machine.ts';
import type { Sender } from '../../reply/sender.ts';
import type { Store } from '../../store/store.ts';
import { wordsIn } from '../../texts/words.ts';
import { lineFor } from './late-line.ts';
import { type Due, type Missing, openMissed } from './missed.ts';

/** Remembers which messages were not answered because they came too late, and says so in their rooms: once. */
export interface LateMail {
  note(missing: Missing): void;
  /** It was deleted, or is answered after all: its notice is not needed. */
  forget(messageId: string, roomId: string): void;
  start(): void;
  /** Notices that are still due come after the next start. */
  stop(): Promise<void>;
}

export interface LateMailOptions {
  readonly store: Store;
  readonly sender: Pick<Sender, 'send'>;
  /** The time zone of the people in the rooms, if the operator has set it. */
  readonly timeZone: () => string;
  /** Of the workspace. */
  readonly language: () => string | undefined;
  readonly clock: () => number;
  readonly every: Every;
  /** Aborts a notice that is being posted. */
  readonly signal: AbortSignal;
  readonly log: { info(message: string): void; warn(message: string): void };
}

/** After an outage many messages come at once: a room gets its notice when no more have come for so long. */
export const QUIET_MS = 5_000;

/** If messages come slowly, a room gets a notice no more often than this. */
export const TOLD_EVERY_MS = 60_000;

const LOOK_EVERY_MS = 1_000;

export function openLateMail({
  store,
  sender,
  timeZone,
  language,
  clock,
  every,
  signal,
  log,
}: LateMailOptions): LateMail {
  const missed = openMissed(store);
  /** By room. A time in the future means that the clock was set back, and counts as long ago. */
  const toldAt = new Map<string, number>();
  /** Rooms that got a notice, and up to which message, while a full disk keeps the rows. */
  const told = new Map<string, number>();
  let isStuck = false;
  let rest: (() => void) | undefined;
  let telling: Promise<void> | undefined;

  async function tellRoom({ room_id: roomId, noted_at: until, event_id: event, ...mail }: Due): Promise<void> {
    toldAt.set(roomId, clock());
    try {
      const text = lineFor(mail, clock(), timeZone(), wordsIn(language()));
      // A repeat after a crash has the same key, so that the app posts it once.
      await sender.send({ to: { roomId }, text, keyOf: { event, purpose: 'away' }, signal });
      log.info(`room ${roomId}: one line says that ${mail.count} messages came too late`);
    } catch (error) {
      if (signal.aborted) return;
      log.warn(`room ${roomId}: no line could say that ${mail.count} messages came too late: ${String(error)}`);
      if (mayWorkLater(error)) return;
    }
    told.set(roomId, until);
    forgetTold();
  }

  function forgetTold(): void {
    for (const [roomId, until] of told) {
      missed.forgetUntil(roomId, until);
      told.delete(roomId);
    }
  }

  const mayBeTold = (roomId: string, now: number) =>
    Math.abs(now - (toldAt.get(roomId) ?? Number.NEGATIVE_INFINITY)) >= TOLD_EVERY_MS;

  async function tellAll(): Promise<void> {
    // First, or a room would get the notice again.
    forgetTold();
    const now = clock();
    for (const due of missed.due(now - QUIET_MS, now)) {
      if (signal.aborted) return;
      if (mayBeTold(due.room_id, clock())) await tellRoom(due);
    }
  }

  return {
    note: (missing) => missed.note(missing, clock()),
    forget: missed.forget,
    start() {
      rest = every(LOOK_EVERY_MS, () => {
        telling ??= tellAll()
          .then(() => {
            isStuck = false;
          })
          .catch((error: unknown) => {
            // The disk is full: try again later.
            if (!isStuck) log.warn(`rooms do not hear for now what came too late: ${String(error)}`);
            isStuck = true;
          })
          .finally(() => {
            telling = undefined;
          });
      });
    },
    async stop() {
      rest?.();
      await telling;
    },
  };
}

/** A room that was deleted, or is closed to us, never gets the notice. */
function mayWorkLater(error: unknown): boolean {
  if (refusedRoomIn(error)) return false;
  const cause = error instanceof Error && error.cause instanceof AppCallError ? error.cause : error;
  return !(cause instanceof AppCallError) || mayPass(cause);
}
