import { Refusal } from '@rocketchat-openclaw/shared';
import { introduce } from '../commands/hello.ts';
import { attemptNow } from '../sandbox.ts';
import { push } from './push.ts';
import { faultOf, type Telling } from './tell.ts';

/** Introduces the app to the gateway, and tells the admin in the log whether the connection works. Never throws. */
export async function tellHello({ app, read, http, log }: Telling): Promise<void> {
  try {
    const to = await app.connection.get(read);
    const hello = await introduce(read, app);
    const attempt = attemptNow();
    const event = { type: 'app.hello' as const, id: `app.hello:${attempt.now}`, at: attempt.now, hello };
    const pushed = await push({ v: 1, bot: hello.bot, events: [event] }, to, http, attempt);
    if (!pushed.delivered) return void log.warn(`Not connected to OpenClaw: ${pushed.why}`);
    log.info(`Connected to OpenClaw at ${to.gatewayUrl}, account ${to.accountId}, key ${to.eventKeys.current.kid}`);
  } catch (error) {
    // While an admin fills the panel, each field that is saved asks again: an empty one is no reason to warn.
    const level = error instanceof Refusal && error.code === 'not-ready' ? 'info' : 'warn';
    log[level](`Not connected to OpenClaw: ${faultOf(error)}`);
  }
}
