import type { Memory } from '../memory/memory.ts';
import type { Reach } from '../memory/reach.ts';
import type { Deliver, Way } from '../outbox/outbox.ts';
import { openRows } from '../outbox/rows.ts';
import { attemptNow } from '../sandbox.ts';
import { carrierTo } from './carry.ts';
import { faultOf } from './fault.ts';
import { push } from './push.ts';
import type { Tray } from './tray.ts';

/** What the outbox needs of the server and of the gateway. */
export function wayOf({ app, read, http, persistence }: Reach & { readonly app: Going }): Way {
  return { rows: openRows({ read, persistence }), open: () => openWay(app, { read, http }) };
}

interface Going {
  readonly life: { isResting(): boolean };
  readonly memory: Memory;
  readonly tray: Tray;
}

/** For the next batch: where to, and in whose name. The bot is read again, because it may have been renamed. */
async function openWay(
  { memory, tray, life }: Going,
  { read, http }: Pick<Reach, 'read' | 'http'>,
): Promise<Deliver | undefined> {
  try {
    // The timers of a process go on when the app is disabled.
    if (life.isResting()) return undefined;
    // A pause holds what was said before it, too.
    if ((await memory.egress.get(read)).paused) return undefined;
    const to = await memory.connection.get(read);
    const bot = await memory.bot.refresh(read);
    return (events) => push({ v: 1, bot, events }, to, carrierTo(to, { http, tray }), attemptNow());
  } catch (error) {
    return async () => ({ delivered: false, retry: 'pause', why: faultOf(error) });
  }
}
