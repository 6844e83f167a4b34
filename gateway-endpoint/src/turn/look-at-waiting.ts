import type { Admitted } from '../admit/admitted.ts';
import { judge } from './ask.ts';
import type { Services } from './services.ts';

/** Shows that a message waits that nobody has looked at yet, because one before it is on its way to OpenClaw. */
export async function lookAtWaiting({ event, bot }: Admitted, services: Services): Promise<void> {
  if (event.type !== 'message.sent' || !services.waiting.hasRoom()) return;
  const { verdict, ...asked } = await judge(event, bot, services);
  if (verdict.start && !verdict.command) services.waiting.begins({ ...asked, verdict });
}
