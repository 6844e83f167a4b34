import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { Refusal } from '@rocketchat-openclaw/shared';
import { introduce } from '../commands/hello.ts';
import type { Commanded } from '../commands/workspace.ts';
import { attemptNow } from '../sandbox.ts';
import { faultOf } from './fault.ts';
import { type Pushed, push } from './push.ts';

/** Introduces the app to the gateway, and tells the admin in the log whether the connection works. Never throws. */
export async function tellHello(app: Commanded, read: IRead, http: IHttp): Promise<void> {
  const log = app.getLogger();
  try {
    const to = await app.memory.connection.get(read);
    const pushed = await sayHello(app, read, http);
    if (!pushed.delivered) return void log.warn(`Not connected to OpenClaw: ${pushed.why}`);
    log.info(`Connected to OpenClaw at ${to.gatewayUrl}, account ${to.accountId}, key ${to.eventKeys.current.kid}`);
  } catch (error) {
    // While an admin fills the panel, each field that is saved asks again: an empty one is no reason to warn.
    const level = error instanceof Refusal && error.code === 'not-ready' ? 'info' : 'warn';
    log[level](`Not connected to OpenClaw: ${faultOf(error)}`);
  }
}

/**
 * What the gateway says of itself in its answer is noted.
 *
 * @throws Refusal where the settings are not complete
 */
export async function sayHello(app: Commanded, read: IRead, http: IHttp): Promise<Pushed> {
  const to = await app.memory.connection.get(read);
  const hello = await introduce(read, app);
  const attempt = attemptNow();
  const event = { type: 'app.hello' as const, id: `app.hello:${attempt.now}`, at: attempt.now, hello };
  const pushed = await push({ v: 1, bot: hello.bot, events: [event] }, to, http, attempt);
  if (pushed.delivered && pushed.answer.hello) app.memory.gatewayHello.note(pushed.answer.hello, to);
  return pushed;
}
