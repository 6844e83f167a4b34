import type { ChannelIngressMonitorLifecycle } from 'openclaw/plugin-sdk/channel-outbound';
import { runDetachedWebhookWork } from 'openclaw/plugin-sdk/webhook-request-guards';

type Lifecycle = ChannelIngressMonitorLifecycle;

/**
 * Runs the handling of one event and returns as soon as a turn has taken the event over; the turn itself goes on.
 *
 * The inbox starts nothing new while a delivery is pending. Waiting for whole turns would make one slow agent hold up
 * every room; not waiting at all lets the next message of a room start before the turn of the previous one is
 * registered with its session, and OpenClaw then answers neither in time.
 *
 * @param onLate hears of what fails after the takeover: OpenClaw has the turn, so the event is not tried again
 */
export async function untilTakenOver(
  claim: Lifecycle,
  run: (claim: Lifecycle) => Promise<void>,
  onLate: (error: unknown) => void,
): Promise<{ kind: 'deferred' } | undefined> {
  const taken = Promise.withResolvers<{ kind: 'deferred' }>();
  let isTaken = false;
  const takeOver = () => {
    isTaken = true;
    taken.resolve({ kind: 'deferred' });
  };
  const watched: Lifecycle = {
    ...claim,
    async onAdopted() {
      await claim.onAdopted();
      takeOver();
    },
    onDeferred() {
      claim.onDeferred();
      takeOver();
    },
  };
  // An event that arrives while the inbox is idle is handled in the context of its own HTTP request. The turn outlives
  // that request, and OpenClaw would refuse it as if the gateway were restarting.
  const ended = runDetachedWebhookWork(() => run(watched)).catch((error: unknown) => {
    if (!isTaken) throw error;
    onLate(error);
  });
  return Promise.race([taken.promise, ended.then(() => undefined)]);
}
