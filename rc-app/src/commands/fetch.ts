import {
  type Answered,
  type CommandOf,
  type CommandResult,
  DURABLE_HEADER,
  nothingLeft,
} from '@rocketchat-openclaw/shared';
import { pause } from '../machine.ts';
import type { OutboxAccessors } from '../outbox/accessors.ts';
import { connectedBy } from '../push/hello.ts';
import { outboxAccessors } from '../push/outbox-accessors.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';

/**
 * The gateway fetches from one server of the cluster only. Events of the others are found here within a second or two.
 */
const LOOK_EVERY_MS = 500;

/** The gateway fetches a delivery, and brings its door's answer to the one before. */
export async function fetch(
  { v: _v, key: _key, command: _command, waitMs, answered, ...rest }: CommandOf<'fetch'>,
  workspace: Workspace,
  app: Commanded,
): Promise<CommandResult<'fetch'>> {
  nothingLeft(rest);
  const { mailbox, outbox, memory } = app;
  const accessors = outboxAccessors({ app, ...workspace });
  if (answered && !mailbox.take(answered)) await forgetTaken(answered, accessors);
  const to = await memory.connection.get(workspace.read);
  // A gateway that waits now has to be let go before the app is off.
  if (waitMs === 0 || app.heartbeat.isPaused()) {
    mailbox.leave();
    return {};
  }
  if (!mailbox.isVisited()) app.getLogger().info(connectedBy('mailbox', to));
  // Only if no gateway had fetched for a while, as after a hello: a fetch is no reason to repeat what the door has
  // refused.
  if (mailbox.visit()) outbox.wake(accessors);
  const delivery = await whileLooking(mailbox.next(waitMs), async () => {
    if (await app.heartbeat.hasPeers(workspace.read)) await outbox.takeInOthers(accessors);
  });
  // The engine loses what is logged by a timer, and gives the hooks that greet no way to write.
  for (const { level, text } of outbox.heldLines.take()) app.getLogger()[level](text);
  await memory.gatewayHello.save(workspace.persistence);
  return delivery ? { delivery } : {};
}

/** Another server of the cluster has handed it out and does not get this answer. It will see that the rows are gone. */
async function forgetTaken({ status, headers, answer }: Answered, { rows }: OutboxAccessors): Promise<void> {
  if (status !== 202 || headers[DURABLE_HEADER.name] !== DURABLE_HEADER.value) return;
  for (const { id, outcome } of answer?.results ?? []) if (outcome !== 'refused') await rows.forget(id);
}

async function whileLooking<T>(waiting: Promise<T>, look: () => Promise<void>): Promise<T> {
  let isOver = false;
  const looking = async () => {
    while (!isOver) {
      // If it cannot be read now, it is read a moment later.
      await look().catch(() => undefined);
      await pause(LOOK_EVERY_MS);
    }
  };
  // It never fails; and if it did, the gateway would still get its delivery.
  looking().catch(() => undefined);
  try {
    return await waiting;
  } finally {
    isOver = true;
  }
}
