import type { Store } from '../store/store.ts';
import type { IngressQueue } from './queue.ts';
import { parted, type Stored } from './stored.ts';
import type { UnderHand } from './under-hand.ts';
import type { UntilDiskHasRoom } from './until-disk-has-room.ts';

interface Needs {
  readonly underHand: Pick<UnderHand, 'forget'>;
  readonly transaction: Store['transaction'];
  /** Names an event in this process. */
  readonly keyOf: (eventId: string) => string;
  readonly untilDiskHasRoom: UntilDiskHasRoom;
  /** Called for an event that is not tried again. */
  readonly onDead: (eventId: string, why: string) => void;
}

/** The queue as OpenClaw's drain has it: the end of an event waits for a full disk, and its handling ends with it. */
export function settled(stored: IngressQueue<Stored>, needs: Needs): IngressQueue<Stored> {
  const { underHand, transaction, keyOf, untilDiskHasRoom, onDead } = needs;
  const idOf = (target: string | { readonly id: string }) => (typeof target === 'string' ? target : target.id);
  return {
    ...stored,
    async complete(target, done) {
      const id = idOf(target);
      const isDone = await untilDiskHasRoom(`the end of event ${id}`, () => stored.complete(target, done));
      if (isDone) underHand.forget(keyOf(id));
      return isDone;
    },
    // Without an error it is released before it was tried, between admissions, which must not wait for a disk.
    async release(target, why) {
      const id = idOf(target);
      const free = () => stored.release(target, why);
      const isFree = await (why?.lastError === undefined
        ? free()
        : untilDiskHasRoom(`the failure of event ${id}`, free));
      // Otherwise a later start of the account handles it by now, and a change must reach that.
      if (isFree) underHand.forget(keyOf(id));
      return isFree;
    },
    async fail(target, failure) {
      const id = idOf(target);
      // Those that it has taken in do not die with it. A crash in between would leave them to it.
      const fail = () =>
        transaction(() => {
          const failed = stored.fail(target, failure);
          if (stored.payloadOf(id) === undefined) stored.part(id, parted);
          return failed;
        });
      const isDead = await untilDiskHasRoom(`the failure of event ${id}`, async () => fail());
      if (isDead) underHand.forget(keyOf(id));
      if (isDead) onDead(id, failure.reason);
      return isDead;
    },
  };
}
