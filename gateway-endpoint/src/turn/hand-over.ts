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
  /**
   * Have all runs of ours ended that could take the message in? If it comes in the moment in which the running turn
   * ends, OpenClaw does not see that end, and waits for two minutes (docs/decisions/openclaw-gaps.md). It is taken back then.
   */
  readonly isIdle: () => boolean;
}

export interface HandOver {
  readonly replyOptions: ReplyOptions;
  /** Has OpenClaw taken it, or kept it in its memory? */
  isTaken(): boolean;
  /** Called when OpenClaw's dispatch has returned; resolves when OpenClaw is done with the message. */
  way(): Promise<Way>;
  /** Called when nobody follows it. */
  ends(): void;
}

/** Two looks in a row have to find that all runs have ended. */
const LOOK_EVERY_MS = 5_000;

/** Follows a message through OpenClaw, from the dispatch to the end of its turn. */
export function handOver(claim: Claim, { onWaiting, onBegin, takesBack, isIdle }: Watching): HandOver {
  const back = new AbortController();
  const settled = Promise.withResolvers<void>();
  const at = { isWaiting: false, hasReturned: false, isAdopted: false };
  let way: Way = 'turn';
  let looking: NodeJS.Timeout | undefined;

  function lookWhetherForgotten(): void {
    clearInterval(looking);
    let wasIdle = false;
    looking = setInterval(() => {
      if (wasIdle && isIdle() && !at.isAdopted) back.abort();
      wasIdle = isIdle();
    }, LOOK_EVERY_MS);
  }

  const lifecycle = bindIngressLifecycleToReplyOptions({
    ...claim,
    abortSignal: AbortSignal.any([claim.abortSignal, claim.takenBack, back.signal]),
    onDeferred() {
      at.isWaiting = true;
      claim.onDeferred();
      onWaiting();
      lookWhetherForgotten();
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
    ends: () => clearInterval(looking),
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
