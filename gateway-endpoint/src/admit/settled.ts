import type { IngressQueue } from './queue.ts';
import type { Stored } from './stored.ts';
import type { UnderHand } from './under-hand.ts';
import type { UntilDiskHasRoom } from './until-disk-has-room.ts';

interface Needs {
  readonly underHand: Pick<UnderHand, 'forget'>;
  /** Names an event in this process. */
  readonly keyOf: (eventId: string) => string;
  readonly untilDiskHasRoom: UntilDiskHasRoom;
  /** Called for an event that is not tried again. */
  readonly onDead: (eventId: string, why: string) => void;
}

/** The queue as OpenClaw's drain has it: the end of an event waits for a full disk, and its handling ends with it. */
export function settled(stored: IngressQueue<Stored>, needs: Needs): IngressQueue<Stored> {
  const { underHand, keyOf, untilDiskHasRoom, onDead } = needs;
  const idOf = (target: string | { readonly id: string }) => (typeof target === 'string' ? target : target.id);
  return {
    ...stored,
    async complete(target, done) {
      const id = idOf(target);
      const isDone = await untilDiskHasRoom(`the end of event ${id}`, () => stored.complete(target, done));
      underHand.forget(keyOf(id));
      return isDone;
    },
    // Without an error it is released before it was tried, between admissions, which must not wait for a disk.
    async release(target, why) {
      const id = idOf(target);
      const free = () => stored.release(target, why);
      const isFree = await (why?.lastError === undefined
        ? free()
        : untilDiskHasRoom(`the failure of event ${id}`, free));
      underHand.forget(keyOf(id));
      return isFree;
    },
    async fail(target, failure) {
      const id = idOf(target);
      const isDead = await untilDiskHasRoom(`the failure of event ${id}`, () => stored.fail(target, failure));
      underHand.forget(keyOf(id));
      if (isDead) onDead(id, failure.reason);
      return isDead;
    },
  };
}
