import type { EventsAnswer } from '@rocketchat-openclaw/shared';
import type { Connection } from '../settings/connection.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { type Carrier, carrierTo } from './carry.ts';
import { faultOf } from './fault.ts';
import { sayHello } from './hello.ts';

interface Taken {
  readonly to: Connection;
  readonly carrier: Carrier['kind'];
  readonly answer: EventsAnswer;
}

/** Both directions of the connection. `why` is a clause for an admin. */
export type Ways =
  | { readonly are: 'cut'; readonly why: string }
  /** Events arrive there, and answers do not arrive here. */
  | ({ readonly are: 'one-way'; readonly why: string } & Taken)
  /** Events arrive there, and no command has come yet. */
  | ({ readonly are: 'half-known' } & Taken)
  /** `commandedAt`: when a command last came, in milliseconds since 1970. */
  | ({ readonly are: 'open'; readonly commandedAt: number } & Taken);

/** Says hello to the gateway now, and looks whether its commands arrive. Never throws. */
export async function tryWays(app: Commanded, { read, http }: Pick<Workspace, 'read' | 'http'>): Promise<Ways> {
  try {
    const to = await app.memory.connection.get(read);
    const carrier = carrierTo(to, { http, mailbox: app.mailbox });
    const pushed = await sayHello(app, read, carrier);
    if (!pushed.delivered) return { are: 'cut', why: pushed.why };
    const { answer } = pushed;
    const taken = { to, carrier: carrier.kind, answer };
    const back = await app.ways.faultNow(answer.hello);
    if (back) return { are: 'one-way', why: back.why, ...taken };
    const commandedAt = app.ways.commandedAt(answer.hello);
    // Only a side that has heard from both directions may say that there is a connection.
    return commandedAt === undefined ? { are: 'half-known', ...taken } : { are: 'open', commandedAt, ...taken };
  } catch (error) {
    return { are: 'cut', why: faultOf(error) };
  }
}
