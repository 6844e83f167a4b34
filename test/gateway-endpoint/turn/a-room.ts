import { onTestFinished } from 'vitest';
import { type Admitted, laneOf } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { type Claim, openInbox } from '../../../gateway-endpoint/src/admit/inbox.ts';
import { URGENCY } from '../../../gateway-endpoint/src/admit/urgency.ts';
import type { Known } from '../../../gateway-endpoint/src/turn/context.ts';
import type { Handled } from '../../../gateway-endpoint/src/turn/handled.ts';
import { inOrder, REFUSED } from '../../../gateway-endpoint/src/turn/in-order.ts';
import { lookAtAmended } from '../../../gateway-endpoint/src/turn/look-at-waiting.ts';
import { answersAt, runStarted } from '../../../gateway-endpoint/src/turn/runs.ts';
import type { Services } from '../../../gateway-endpoint/src/turn/services.ts';
import { openWaiting } from '../../../gateway-endpoint/src/turn/waiting.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aStore, presentOf } from '../services.ts';
import { aTurn } from './a-turn.ts';

export type Work = Parameters<typeof inOrder>[3];
/** What OpenClaw does with a message, by its id; it is answered where that says nothing of it. */
type OpenClaw = Record<string, (claim: Claim, place: Parameters<Work>[0], attempt: number) => Promise<Handled>>;

const DONE = { outcome: 'turn' } as const;

let n = 0;

/** A room with its queue on disk, whose agent works. `answered` has the messages in the order of their answers. */
export async function aRoom(openclaw: OpenClaw, mode = 'steer') {
  const session = `a-room-${++n}`;
  const { turn } = await aTurn();
  const waiting = openWaiting({
    presence: { waits: () => ({ start: () => undefined, mark: () => undefined, end: () => undefined }) },
    tellPerson: async () => undefined,
    pause: () => new Promise(() => undefined),
    signal: new AbortController().signal,
    log: { warn: () => undefined },
  });
  const pause = async () => undefined;
  const services = { presentNow: presentOf, runtime: turn.runtime, waiting, pause } as unknown as Services;
  const at: Record<string, number> = {};
  const answered: string[] = [];
  const seen: string[] = [];

  async function deliver({ event, takenBack }: Admitted, claim: Claim): Promise<void> {
    if (takenBack) return void seen.push(`no ${event.id}`);
    if (event.type === 'message.updated') return void (await claim.takeIn?.(event));
    if (event.type !== 'message.sent') return;
    const { id, text } = event.message;
    at[id] = (at[id] ?? 0) + 1;
    seen.push(id);
    const known = {
      ...turn,
      event,
      cfg: { ...turn.cfg, messages: { queue: { mode, debounceMs: 0 } } },
      conversation: { ...turn.conversation, sessionKey: session },
    } as Known;
    const work: Work = async (place) => {
      if (!place.setsOut()) return REFUSED;
      claim.handOver?.();
      const handled = await openclaw[id]?.(claim, place, at[id] ?? 0);
      if (handled) return handled;
      place.leave();
      answered.push(text);
      await claim.onAdopted();
      return DONE;
    };
    await inOrder(known, claim, services, work);
  }

  let tokens = 0;
  const inbox = openInbox({
    accountId: 'default',
    store: aStore(),
    deliver,
    urgencyOf: () => URGENCY.unclear,
    interrupts: () => false,
    presentNow: presentOf,
    turnLaneOf: laneOf,
    onAmended: (amending) => void lookAtAmended(amending, services),
    onDead: () => undefined,
    clock: () => Date.now(),
    token: () => `t${tokens++}`,
    pause: async () => undefined,
    log: { info: () => undefined, error: () => undefined },
    abortSignal: new AbortController().signal,
  });
  onTestFinished(() => inbox.stop());
  const place = answersAt({ account: { accountId: 'default' }, event: aMessage(), conversation: {} });
  const running = runStarted(session, { accountId: 'default', userId: 'Bob1' }, { answersAt: place });
  running.works();
  onTestFinished(running.ends);
  inbox.start();
  const says = (...ids: string[]) =>
    inbox.admit(ids.map((id) => ({ event: aMessage({ id, at: Date.now(), text: id }), bot: BOT })));
  return { says, inbox, running, answered, seen, waiting, session };
}

/** OpenClaw keeps it in its memory. */
export function inMemory(claim: Claim, place: Parameters<Work>[0]): void {
  claim.onDeferred();
  place.isInMemory();
}
