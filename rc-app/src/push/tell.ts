import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors/ILogger';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { type Event, Refusal } from '@rocketchat-openclaw/shared';
import { withFileSizes } from '../capture/file-sizes.ts';
import type { Heard } from '../capture/heard.ts';
import type { Commanded } from '../commands/workspace.ts';
import type { Staying } from '../egress/egress.ts';
import { mayLeave } from '../egress/may-leave.ts';
import { noteThread } from '../memory/threads.ts';
import type { HeardLately } from '../outbox/heard-lately.ts';
import type { Deliver, Outbox } from '../outbox/outbox.ts';
import { attemptNow, clock } from '../sandbox.ts';
import { type Pushed, push } from './push.ts';

/** What a hook hands over. `log` is that of this hook's request: each has its own. */
export interface Telling {
  readonly app: Commanded & { readonly outbox: Outbox; readonly heardLately: HeardLately };
  readonly read: IRead;
  readonly http: IHttp;
  readonly persistence: IPersistence;
  readonly log: ILogger;
}

/** What became of something that was heard. A hook has nobody to tell it to, a slash command has. */
export type Told = { readonly stays: Staying } | Pushed;

/** The whole way out: capture → egress → outbox → push. Never throws: a hook has no caller. */
export async function tell(heard: Heard, telling: Telling): Promise<Told> {
  const { app, read, persistence, log } = telling;
  try {
    await inItsTurn(heard, app.heardLately);
    const bot = await app.memory.bot.get(read);
    const egress = await mayLeave(heard, bot, app.memory, read);
    log.debug(`egress ${heard.id} ${egress.leaves ? 'leaves' : 'stays'}: ${egress.why}`);
    if (heard.kind === 'message' && heard.authorId === bot.id) await noteOwn(heard, telling);
    if (!egress.leaves) return { stays: egress.why };
    const event = heard.write(bot, clock());
    if (!event) return { delivered: false, retry: 'never', why: 'it is not part of the contract' };
    const whole = await withFileSizes(event, read);
    const pushed = await app.outbox.put(whole, () => openWay(telling));
    report(whole, pushed, log);
    await app.memory.gatewayHello.save(persistence);
    return pushed;
  } catch (error) {
    const why = faultOf(error);
    log.warn(`OpenClaw did not get what happened to ${heard.id}: ${why}`);
    return { delivered: false, retry: 'pause', why };
  }
}

/** What follows in a thread of the bot's is said to the bot. */
async function noteOwn({ id, threadId }: Heard, { app, read, persistence }: Telling): Promise<void> {
  await noteThread(threadId ?? id, await app.memory.threads.get(read), persistence, clock());
}

/** A message is made known before anybody is asked anything; what happened to it waits for it. */
async function inItsTurn({ kind, id, saidAt }: Heard, heardLately: HeardLately): Promise<void> {
  if (saidAt !== undefined) await heardLately.heard(id, clock() - saidAt);
  else if (kind === 'message') heardLately.note(id);
}

/** For the next batch: where to, and in whose name. The bot is read again, because it may have been renamed. */
async function openWay({ app, read, http }: Telling): Promise<Deliver> {
  try {
    const to = await app.memory.connection.get(read);
    const bot = await app.memory.bot.refresh(read);
    return (events) => push({ v: 1, bot, events }, to, http, attemptNow());
  } catch (error) {
    return async () => ({ delivered: false, retry: 'pause', why: faultOf(error) });
  }
}

function report(event: Event, pushed: Pushed, log: ILogger): void {
  if (!pushed.delivered) return void log.warn(`OpenClaw did not get ${event.type} ${event.id}: ${pushed.why}`);
  const result = pushed.answer.results.find(({ id }) => id === event.id);
  if (result?.outcome === 'refused') log.warn(`OpenClaw refused ${event.id}: ${result.reason ?? 'no reason given'}`);
}

/** In an admin's words where we have them. */
export function faultOf(error: unknown): string {
  if (error instanceof Refusal) return error.detail;
  return error instanceof Error ? error.message : String(error);
}
