import type { GatewayHello } from '@rocketchat-openclaw/shared';
import type { Connection } from '../settings/connection.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { type Carrier, carrierTo } from './carry.ts';
import { faultOf } from './fault.ts';
import { sayHello } from './hello.ts';

interface Taken {
  readonly to: Connection;
  readonly carrier: Carrier['kind'];
  readonly hello: GatewayHello | undefined;
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
    const { hello } = pushed.answer;
    const back = await app.ways.faultNow(hello);
    return known(app, { to, carrier: carrier.kind, hello }, back?.why);
  } catch (error) {
    return { are: 'cut', why: faultOf(error) };
  }
}

/** The same without asking the gateway: as the last attempts of this process found it. Undefined before the first one. */
export async function lastWays(
  app: Commanded,
  { read, http }: Pick<Workspace, 'read' | 'http'>,
): Promise<Ways | undefined> {
  const { lastAt, fault } = app.ways.out.state();
  if (fault) return { are: 'cut', why: fault.why };
  if (lastAt === undefined) return undefined;
  const to = await app.memory.connection.get(read);
  const hello = await app.memory.gatewayHello.get(read);
  const carrier = carrierTo(to, { http, mailbox: app.mailbox }).kind;
  return known(app, { to, carrier, hello }, app.ways.faultBack(hello)?.why);
}

function known(app: Commanded, taken: Taken, faultBack: string | undefined): Ways {
  if (faultBack !== undefined) return { are: 'one-way', why: faultBack, ...taken };
  const commandedAt = app.ways.commandedAt(taken.hello);
  // Only a side that has heard from both directions may say that there is a connection.
  return commandedAt === undefined ? { are: 'half-known', ...taken } : { are: 'open', commandedAt, ...taken };
}
