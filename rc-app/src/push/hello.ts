import { AppStatusUtils } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { printable, Refusal, type WayOut } from '@rocketchat-openclaw/shared';
import { attemptNow } from '../machine.ts';
import type { Pushed } from '../outbox/pushed.ts';
import type { Connection } from '../settings/connection.ts';
import { introduce } from '../workspace/introduce.ts';
import type { Commanded, Telling } from '../workspace/workspace.ts';
import { type Carrier, carrierTo } from './carry.ts';
import { faultOf } from './fault.ts';
import { push } from './push.ts';

/** Introduces the app to the gateway, and tells the admin in the log whether the connection works. Never throws. */
export async function tellHello(app: Commanded, read: IRead, http: IHttp): Promise<void> {
  const log = app.getLogger();
  try {
    const to = await app.memory.connection.get(read);
    const carrier = carrierTo(to, { http, mailbox: app.mailbox });
    if (carrier.kind === 'mailbox' && !app.mailbox.isVisited())
      return void log.info(expected(to, await app.commandPath.get(app)));
    const pushed = await sayHello(app, read, carrier);
    if (!pushed.delivered) return void log.warn(`Not connected to OpenClaw: ${pushed.why}`);
    // Before the app is enabled, the server answers 404 to the gateway.
    const isOn = AppStatusUtils.isEnabled(await app.getStatus());
    const back = isOn ? await app.ways.faultNow(pushed.answer.hello) : undefined;
    if (back) log.warn(`OpenClaw takes events from here, but cannot answer: ${printable(back.why)}`);
    else log.info(connectedBy(carrier.kind, to));
  } catch (error) {
    // While an admin fills the panel, each field that is saved asks again: an empty one is no reason to warn.
    const level = error instanceof Refusal && error.code === 'not-ready' ? 'info' : 'warn';
    log[level](`Not connected to OpenClaw: ${faultOf(error)}`);
  }
}

export function connectedBy(kind: Carrier['kind'], { gatewayUrl, accountId, eventKeys }: Connection): string {
  const where = kind === 'http' ? ` at ${gatewayUrl}` : ', which fetches from here';
  return `Connected to OpenClaw${where}, account ${accountId}, key ${eventKeys.current.kid}`;
}

function expected({ accountId, eventKeys }: Connection, path: string | undefined): string {
  const why = 'no Gateway URL is set, so OpenClaw is expected to fetch from here';
  const where = path ? `; set appPath there to ${path}` : '';
  return `Not connected to OpenClaw yet: ${why}, account ${accountId}, key ${eventKeys.current.kid}${where}`;
}

/** An event that the gateway's own door refuses for good is at fault itself, unless the hello is refused as well. */
export function noteWay(pushed: Pushed, way: WayOut): void {
  if (pushed.delivered) way.came();
  else if (pushed.retry !== 'never') way.failed(pushed.why);
}

/**
 * Called each minute, because a gateway without the hello of this process does not know where to answer, and one that
 * had it may have lost it. A gateway that fetches needs no hello: it has found us.
 *
 * @throws Refusal while the settings are incomplete
 */
export async function greetAgain({ app, read, http }: Telling): Promise<void> {
  const to = await app.memory.connection.get(read);
  const carrier = carrierTo(to, { http, mailbox: app.mailbox });
  if (carrier.kind === 'http' && app.greeting.isDue(to)) await sayHello(app, read, carrier);
}

/**
 * Sends the app's hello, and notes the gateway's own in the answer.
 *
 * @throws Refusal where the settings are not complete
 */
export function sayHello(app: Commanded, read: IRead, carrier: Carrier): Promise<Pushed> {
  return app.greeting.saying(app.underWay.add(introduceTo(carrier, app, read)));
}

async function introduceTo(carrier: Carrier, app: Commanded, read: IRead): Promise<Pushed> {
  const to = await app.memory.connection.get(read);
  const hello = await introduce(read, app);
  const attempt = attemptNow();
  const event = { type: 'app.hello' as const, id: `app.hello:${attempt.now}`, at: attempt.now, hello };
  const pushed = await push({ v: 1, bot: hello.bot, events: [event] }, to, carrier, attempt);
  // Who refuses even a hello takes nothing from here.
  if (pushed.delivered) app.ways.out.came();
  else app.ways.out.failed(pushed.why);
  if (pushed.delivered) app.greeting.heard(to);
  if (pushed.delivered && pushed.answer.hello) {
    app.ways.told();
    app.memory.gatewayHello.note(pushed.answer.hello, to);
  }
  return pushed;
}
