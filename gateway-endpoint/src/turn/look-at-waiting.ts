import type { Admitted } from '../admit/admitted.ts';
import { isGone } from '../admit/amend.ts';
import type { Amending } from '../admit/take-in.ts';
import { judge } from './ask.ts';
import type { Services } from './services.ts';

/** Shows that a message waits that nobody has looked at yet, because one before it is on its way to OpenClaw. */
export async function lookAtWaiting(item: Admitted, services: Services): Promise<void> {
  const { event, bot } = item;
  if (event.type !== 'message.sent' || isGone(item) || !services.waiting.hasRoom()) return;
  const { verdict, ...asked } = await judge(event, bot, services);
  if (verdict.start && !verdict.command) services.waiting.begins({ ...asked, verdict });
}

/** A message that was deleted waits no longer, although its event is handled later; one that an edit brings back does. */
export async function lookAtAmended({ before, after, isInTime }: Amending, services: Services): Promise<void> {
  const [waited, waits] = [waitingIn(before), waitingIn(after)];
  for (const id of waited) if (!waits.includes(id)) services.waiting.ends(id);
  if (!isInTime || !isGone(before) || isGone(after)) return;
  services.waiting.comesBack(after.event.id);
  await lookAtWaiting(after, services);
}

/** The events that wait for an answer here: its own, and those that it has taken in. */
const waitingIn = (item: Admitted): string[] =>
  [...(isGone(item) ? [] : [item.event]), ...(item.joined ?? [])].map(({ id }) => id);
