import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors/ILogger';
import { type Event, Refusal } from '@rocketchat-openclaw/shared';
import type { Heard } from '../capture/heard.ts';
import type { Leaving, Staying } from '../egress/egress.ts';
import { clock } from '../machine.ts';
import { noteThread } from '../memory/threads.ts';
import type { Handed, Putting } from '../outbox/entry.ts';
import type { HeardLately } from '../outbox/heard-lately.ts';
import { endOf } from '../outbox/stand.ts';
import { faultOf } from '../push/fault.ts';
import { outboxAccessors, putUnwaited } from '../push/outbox-accessors.ts';
import { judgeWhole, wholeEvent } from '../push/whole.ts';
import type { Telling } from '../workspace/workspace.ts';
import { noteWhatIsAsked } from './note-asked.ts';

/** The outcome of an event. Hooks ignore it; a slash command shows it to its author. */
export type Told = { readonly stays: Staying } | Handed;

/** An event on its way; `handed` resolves with its outcome. */
type Going = { readonly stays: Staying } | { readonly event: Event; readonly handed: Promise<Handed> };

/**
 * The whole way out: capture → egress → outbox → push. Never throws: a hook has no caller.
 *
 * @param first must be done before the decision; events that are ready to leave wait for it
 */
export async function tell(heard: Heard, telling: Telling, first?: () => Promise<void>): Promise<Told> {
  const { app, persistence, log } = telling;
  try {
    const going = await hand(heard, telling, first);
    if ('stays' in going) return going;
    const handed = await going.handed;
    report(going.event, handed, log);
    await app.memory.gatewayHello.save(persistence);
    return handed;
  } catch (error) {
    const why = faultOf(error);
    log.warn(`OpenClaw did not get what happened to ${heard.id}: ${why}`);
    return { delivered: false, retry: 'pause', why, ...(error instanceof Refusal && { code: error.code }) };
  } finally {
    for (const { level, text } of app.outbox.heldLines.take()) log[level](text);
  }
}

/**
 * Decides about an event and puts it into the outbox, where it waits when this returns.
 *
 * @throws Refusal while the settings are incomplete: nothing waits for a gateway that was never named
 */
export async function hand(heard: Heard, telling: Telling, first?: () => Promise<void>): Promise<Going> {
  const { app } = telling;
  await inItsTurn(heard, app.heardLately);
  return app.outbox.decide(first ? first().then(() => judge(heard, telling)) : judge(heard, telling));
}

async function judge(folded: Heard, telling: Telling): Promise<Going> {
  const { app, read, log } = telling;
  const bot = await app.memory.bot.get(read);
  const { heard, egress } = await judgeWhole(folded, bot, app.memory, read);
  const event = egress.leaves ? heard.write(bot, clock()) : undefined;
  // The gateway knows it by the id of the event.
  const inBothLogs = event ? ` (event ${event.id})` : '';
  log.debug(`egress ${heard.id} ${egress.leaves ? 'leaves' : 'stays'}: ${egress.why}${inBothLogs}`);
  if (heard.kind === 'message' && heard.authorId === bot.id) await noteOwn(heard, telling);
  if (!egress.leaves && heard.takesBack) app.outbox.retract(heard.id, outboxAccessors(telling));
  if (!egress.leaves) {
    if (egress.why === 'not-addressed') await takeBack(heard, telling);
    return { stays: egress.why };
  }
  if (!event) throw new Refusal('bad-request', 'it is not part of the contract');
  await app.memory.connection.get(read);
  await noteWhatIsAsked(event, heard, egress.why, telling);
  const whole = await wholeEvent(event, heard, bot, app.memory, read);
  return { event: whole, handed: app.outbox.put(whole, weigh(heard, egress.why), outboxAccessors(telling)) };
}

/** An edit no longer addresses the bot: its words stay here, and the question that waits at the gateway ends. */
async function takeBack(heard: Heard, telling: Telling): Promise<void> {
  const { app, read } = telling;
  if (heard.kind !== 'message' || heard.saidAt === undefined || !app.outbox.wasTold(heard.id)) return;
  const event = heard.write(await app.memory.bot.get(read), clock());
  if (event?.type !== 'message.updated') return;
  putUnwaited(endOf(event, clock()), telling);
}

/** A person who clicks or types a command hears at once that it failed, so it must not run an hour later. */
function weigh({ kind }: Heard, why: Leaving): Putting {
  const isOnlyNow = kind === 'command' || kind === 'click' || kind === 'form';
  if (kind === 'reaction') return { weight: 'reaction' };
  return { weight: why === 'room' ? 'context' : 'addressed', isOnlyNow };
}

/** Later messages in a thread of the bot are for the bot. */
async function noteOwn({ id, threadId }: Heard, { app, read, persistence }: Telling): Promise<void> {
  await noteThread(threadId ?? id, await app.memory.threads.get(read), persistence, clock());
}

/** The message is noted before anything else is read, because its later events wait for it. */
async function inItsTurn({ kind, id, saidAt }: Heard, heardLately: HeardLately): Promise<void> {
  if (saidAt !== undefined) await heardLately.heard(id, clock() - saidAt);
  else if (kind === 'message') heardLately.note(id);
}

function report(event: Event, handed: Handed, log: ILogger): void {
  const what = `${event.type} ${event.id}`;
  if (handed.delivered) {
    const result = handed.answer.results.find(({ id }) => id === event.id);
    if (result?.outcome === 'refused') log.warn(`OpenClaw refused ${event.id}: ${result.reason ?? 'no reason given'}`);
  } else if (handed.isMoot) log.debug(`OpenClaw need not get ${what}: ${handed.why}`);
  else if (handed.waits) log.info(`${what} waits in the outbox: ${handed.why}`);
  else log.warn(`OpenClaw did not get ${what}: ${handed.why}`);
}
