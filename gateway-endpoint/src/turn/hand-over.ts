import { bindIngressLifecycleToReplyOptions, waitUntilAbort } from 'openclaw/plugin-sdk/channel-outbound';
import type { Claim } from '../admit/inbox.ts';
import type { ReplyOptions } from '../reply/streaming/stream.ts';

/**
 * What became of a message that OpenClaw was given:
 * - `turn`: it has a turn of its own;
 * - `joined`: it was put into a turn that ran already (`steer`);
 * - `refused`: the running turn could not take it in, and it is to wait for the end of that;
 * - `given-back`: its claim has ended, and it waits for its next attempt.
 */
export type Way = 'turn' | 'joined' | 'refused' | 'given-back';

interface Watching {
  /** Called when OpenClaw keeps the message in its memory, until the running turn takes it in or has ended. */
  readonly onWaiting: () => void;
  /** Called before the claim ends. */
  readonly onBegin: (way: Way, hasWaited: boolean) => void;
  /**
   * Asked if the running turn cannot take the message in: is it to wait on disk, instead of in OpenClaw's memory? There
   * it would get its turn as well, but without a record from which a turn is resumed after a crash.
   */
  readonly takesBack: () => boolean;
}

export interface HandOver {
  readonly replyOptions: ReplyOptions;
  /** Has OpenClaw taken it, or kept it in its memory? */
  isTaken(): boolean;
  /** Called when OpenClaw's dispatch has returned; resolves when OpenClaw is done with the message. */
  way(): Promise<Way>;
}

/** Follows a message through OpenClaw, from the dispatch to the end of its turn. */
export function handOver(claim: Claim, { onWaiting, onBegin, takesBack }: Watching): HandOver {
  const back = new AbortController();
  const settled = Promise.withResolvers<void>();
  const at = { isWaiting: false, hasReturned: false, isAdopted: false };
  let way: Way = 'turn';

  const lifecycle = bindIngressLifecycleToReplyOptions({
    ...claim,
    abortSignal: AbortSignal.any([claim.abortSignal, claim.takenBack, back.signal]),
    onDeferred() {
      at.isWaiting = true;
      claim.onDeferred();
      onWaiting();
    },
    async onAdopted() {
      // OpenClaw would drop a message that is aborted after its adoption.
      if (back.signal.aborted || claim.takenBack.aborted) throw new Error('the message was taken back');
      at.isAdopted = true;
      if (at.isWaiting && !at.hasReturned) way = 'joined';
      onBegin(way, at.isWaiting);
      await claim.onAdopted();
    },
    async onAbandoned() {
      if (isOnlyRefused()) return;
      way = 'given-back';
      await claim.onAbandoned();
    },
  });
  // Its claim stays open: it goes again when the running turn has ended.
  const isOnlyRefused = () => back.signal.aborted && !claim.takenBack.aborted && !claim.abortSignal.aborted;

  return {
    isTaken: () => at.isAdopted || at.isWaiting,
    replyOptions: { turnAdoptionLifecycle: { ...lifecycle.turnAdoptionLifecycle, onSettled: settled.resolve } },
    async way() {
      at.hasReturned = true;
      if (at.isWaiting) {
        if (!at.isAdopted && takesBack()) back.abort();
        await Promise.race([settled.promise, waitUntilAbort(claim.abortSignal)]);
      }
      if (at.isAdopted || way === 'given-back') return way;
      // The account has stopped, or OpenClaw has given the claim up: it waits for its next attempt.
      if (claim.abortSignal.aborted) return 'given-back';
      if (!claim.takenBack.aborted) return isOnlyRefused() ? 'refused' : way;
      await claim.onAbandoned();
      return 'given-back';
    },
  };
}
