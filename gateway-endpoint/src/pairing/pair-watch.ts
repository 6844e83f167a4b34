import { refusedRoomIn } from '../app-client/refused-room.ts';
import { bareUserId } from '../config/identity.ts';
import type { Every } from '../machine.ts';
import type { Sender } from '../reply/sender.ts';
import { wordsIn } from '../texts/words.ts';
import type { PairMemory } from './pair-memory.ts';

/** Tells people that they have been approved. */
export interface PairWatch {
  /** Called when somebody waits; it polls until nobody does. */
  wake(): void;
  look(): Promise<void>;
  stop(): Promise<void>;
}

export interface Watching {
  readonly memory: Pick<PairMemory, 'all' | 'forget'>;
  /** The people that OpenClaw's pairing store has approved. */
  readonly readApproved: () => Promise<string[]>;
  readonly sender: Pick<Sender, 'send'>;
  /** Of the workspace, if the language of a person is not known. */
  readonly language: () => string | undefined;
  readonly every: Every;
  readonly signal: AbortSignal;
  readonly log: { warn(message: string): void };
}

const LOOK_EVERY_MS = 3_000;

/**
 * `openclaw pairing approve` runs in a process of its own that does not load plugins like ours, so its `--notify`
 * cannot reach the person. The gateway looks instead, but only while somebody waits.
 */
export function openPairWatch({ memory, readApproved, sender, language, every, signal, log }: Watching): PairWatch {
  let rest: (() => void) | undefined;
  let looking: Promise<void> | undefined;

  async function tellApproved(): Promise<void> {
    const waiting = memory.all();
    if (waiting.length === 0) return sleep();
    const approved = new Set((await readApproved()).map(bareUserId));
    for (const person of waiting.filter(({ userId }) => approved.has(userId))) await tell(person);
  }

  async function tell({
    userId,
    eventId,
    roomId,
    language: own,
  }: ReturnType<PairMemory['all']>[number]): Promise<void> {
    // While others were notified, this person may have written and got an answer.
    if (signal.aborted || !memory.all().some((person) => person.userId === userId)) return;
    // The key makes it the same message over crashes and restarts.
    const keyOf = { event: eventId, purpose: 'pairing.approved' };
    await sender
      .send({ to: { roomId }, text: wordsIn(own ?? language()).PAIRING.approved, keyOf, signal })
      .catch((error: unknown) => {
        // They will notice when they write again.
        if (!refusedRoomIn(error)) throw error;
        log.warn(`pairing: ${userId} did not get the news of the approval: ${String(error)}`);
      });
    memory.forget(userId);
  }

  function sleep(): void {
    rest?.();
    rest = undefined;
  }

  function look(): Promise<void> {
    looking ??= tellApproved()
      .catch((error: unknown) => {
        // If we are stopped, the news comes after the next start: the approval of a first owner restarts us.
        if (!signal.aborted) log.warn(`pairing: the news of an approval has to wait: ${String(error)}`);
      })
      .finally(() => {
        looking = undefined;
      });
    return looking;
  }

  return {
    look,
    wake() {
      if (!signal.aborted) rest ??= every(LOOK_EVERY_MS, look);
    },
    async stop() {
      sleep();
      await looking;
    },
  };
}
