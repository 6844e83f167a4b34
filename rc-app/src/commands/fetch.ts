import {
  type Answered,
  type CommandOf,
  type CommandResult,
  DURABLE_HEADER,
  nothingLeft,
} from '@rocketchat-openclaw/shared';
import { pause } from '../machine.ts';
import type { Way } from '../outbox/way.ts';
import { connectedBy } from '../push/hello.ts';
import { wayOf } from '../push/way.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';

/** Events of another server, from which nobody fetches, are found here within a second or two. */
const LOOK_EVERY_MS = 500;

/** The gateway comes for what it cannot be sent, and brings what its door said to what it took the last time. */
export async function fetch(
  { v: _v, key: _key, command: _command, waitMs, answered, ...rest }: CommandOf<'fetch'>,
  workspace: Workspace,
  app: Commanded,
): Promise<CommandResult<'fetch'>> {
  nothingLeft(rest);
  const { mailbox, outbox, memory } = app;
  const way = wayOf({ app, ...workspace });
  if (answered && !mailbox.take(answered)) await forgetTaken(answered, way);
  if (waitMs === 0) {
    mailbox.leave();
    return {};
  }
  if (!mailbox.isVisited()) app.getLogger().info(connectedBy('mailbox', await memory.connection.get(workspace.read)));
  // As after a hello, and only then: what the door has refused is not tried the sooner because somebody comes for it.
  if (mailbox.visit()) outbox.wake(way);
  const delivery = await whileLooking(mailbox.next(waitMs), async () => {
    if (await app.heartbeat.hasPeers(workspace.read)) await outbox.takeInOthers(way);
  });
  // The engine loses what is logged by a timer, and gives the hooks that greet no way to write.
  for (const { level, text } of outbox.heldLines.take()) app.getLogger()[level](text);
  await memory.gatewayHello.save(workspace.persistence);
  return delivery ? { delivery } : {};
}

/** Another server of the cluster has handed it out, and will not get this answer: it will find its rows gone. */
async function forgetTaken({ status, headers, answer }: Answered, { rows }: Way): Promise<void> {
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
  // It never fails, and if it did the gateway would still get what is here.
  looking().catch(() => undefined);
  try {
    return await waiting;
  } finally {
    isOver = true;
  }
}
