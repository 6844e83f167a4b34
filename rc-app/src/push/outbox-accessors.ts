import type { Event } from '@rocketchat-openclaw/shared';
import { attemptNow, stopwatch } from '../machine.ts';
import { A_MINUTE } from '../memory/memory.ts';
import type { Deliver, OutboxAccessors } from '../outbox/accessors.ts';
import { openRows } from '../outbox/rows.ts';
import type { Accessors } from '../server/accessors.ts';
import { asKnown } from '../workspace/as-known.ts';
import type { Commanded } from '../workspace/workspace.ts';
import { asItStands } from './as-it-stands.ts';
import { carrierTo } from './carry.ts';
import { faultOf } from './fault.ts';
import { noteWay, sayHello } from './hello.ts';
import { noteBatch } from './note-batch.ts';
import { push } from './push.ts';
import { surroundings } from './surroundings.ts';

/** The server and the gateway, as far as the outbox needs them. */
export function outboxAccessors({
  app,
  read,
  http,
  persistence,
}: Accessors & { readonly app: Commanded }): OutboxAccessors {
  return {
    rows: openRows({ read, persistence }),
    open: (isInStep) => openDelivery(app, { read, http }, isInStep),
    asItStands: (waiting) => asItStands(waiting, app, read),
    surroundings: (event) => surroundings(event, app, read),
  };
}

/** Puts an event into the outbox, without waiting for its delivery. */
export function putUnwaited(event: Event, telling: Accessors & { readonly app: Commanded }): void {
  const { outbox } = telling.app;
  outbox
    .put(event, { weight: 'addressed' }, outboxAccessors(telling))
    .catch((error: unknown) => outbox.heldLines.add('error', `${event.type} ${event.id} is lost: ${String(error)}`));
}

/** For the next batch: where to, and in whose name. An admin may have renamed the bot. */
async function openDelivery(
  app: Commanded,
  { read, http }: Pick<Accessors, 'read' | 'http'>,
  isInStep: boolean,
): Promise<Deliver | undefined> {
  const { memory, mailbox, heartbeat, greeting } = app;
  try {
    // The timers of a process go on when the app is disabled.
    if (heartbeat.isPaused()) return undefined;
    // A pause also holds messages from before it.
    if ((await memory.egress.get(read)).paused) return undefined;
    const to = await memory.connection.get(read);
    const bot = await (isInStep ? memory.bot.get(read, A_MINUTE) : memory.bot.refresh(read));
    const deliver: Deliver = async (events) => {
      const carrier = carrierTo(to, { http, mailbox });
      const known = asKnown(events, await memory.gatewayHello.get(read));
      const from = stopwatch();
      const pushed = await push({ v: 1, bot, events: known }, to, carrier, attemptNow());
      noteWay(pushed, app.ways.out);
      noteBatch(events, pushed, stopwatch() - from, app.deliveries);
      const isAsked = pushed.delivered && (pushed.wantsHello || !greeting.wasHeard(to));
      if (isAsked && carrier.kind === 'http') greeting.again(() => sayHello(app, read, carrier));
      return pushed;
    };
    return (events) => app.underWay.add(deliver(events));
  } catch (error) {
    return async () => ({ delivered: false, retry: 'pause', why: faultOf(error) });
  }
}
