import type { Admitted } from '../admit/admitted.ts';
import { gate } from '../gate/gate.ts';
import { ask } from './ask.ts';
import type { Services } from './services.ts';

/** Shows that a message waits that nobody has looked at yet, because one before it is on its way to OpenClaw. */
export async function lookAtWaiting({ event, bot }: Admitted, services: Services): Promise<void> {
  if (event.type !== 'message.sent' || !services.waiting.hasRoom()) return;
  const asked = await ask(event, bot, services);
  const verdict = await gate(asked, services.runtime.channel.inbound.ingress.resolve, services.threads);
  if (verdict.start && !verdict.command) services.waiting.begins({ ...asked, verdict });
}
