import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors/ILogger';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import { type Event, Refusal } from '@rocketchat-openclaw/shared';
import { captureMessageSent } from '../capture/message-sent.ts';
import type { Commanded } from '../commands/workspace.ts';
import { addressed } from '../egress/addressed.ts';
import { mayHear } from '../egress/membership.ts';
import { attemptNow, clock } from '../sandbox.ts';
import { push } from './push.ts';

/** What a hook hands over. `log` is that of this hook's request: each has its own. */
export interface Telling {
  readonly app: Pick<Commanded, 'connection' | 'bot' | 'getVersion'>;
  readonly read: IRead;
  readonly http: IHttp;
  readonly log: ILogger;
}

/** The whole way out for a message: capture → egress → push. */
export async function tellMessageSent(message: IMessage, telling: Telling): Promise<void> {
  const bot = await telling.app.bot.get(telling.read);
  if (!addressed(message, bot).leaves) return;
  if (!(await mayHear(message.room, bot, telling.read))) return;
  const event = captureMessageSent(message, bot, clock());
  if (event) await tell(event, telling);
}

/** Pushes one event and says so in the log when the gateway did not take it. Never throws: a hook has no caller. */
export async function tell(event: Event, { app, read, http, log }: Telling): Promise<void> {
  try {
    const to = await app.connection.get(read);
    const pushed = await push({ v: 1, bot: await app.bot.refresh(read), events: [event] }, to, http, attemptNow());
    if (!pushed.delivered) return void log.warn(`OpenClaw did not get ${event.type} ${event.id}: ${pushed.why}`);
    const refused = pushed.answer.results.find((result) => result.outcome === 'refused');
    if (refused) log.warn(`OpenClaw refused ${refused.id}: ${refused.reason ?? 'no reason given'}`);
  } catch (error) {
    log.warn(`OpenClaw did not get ${event.type} ${event.id}: ${faultOf(error)}`);
  }
}

/** In an admin's words where we have them. */
export function faultOf(error: unknown): string {
  if (error instanceof Refusal) return error.detail;
  return error instanceof Error ? error.message : String(error);
}
