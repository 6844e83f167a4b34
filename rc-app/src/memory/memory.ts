import type { Bot } from '@rocketchat-openclaw/shared';
import { clock } from '../machine.ts';
import { type Connection, readConnection } from '../settings/connection.ts';
import { type EgressSettings, readEgressSettings } from '../settings/egress-settings.ts';
import { readBot } from './bot.ts';
import { readClosedTimes } from './closed-time-rows.ts';
import type { ClosedTimes } from './closed-times.ts';
import { type GatewayHellos, openGatewayHello } from './gateway-hello.ts';
import { readMemberships } from './memberships.ts';
import { readMessageMaxChars } from './message-max-chars.ts';
import { type Remembered, remember } from './remembered.ts';
import { readThreads } from './threads.ts';

/**
 * Kept between hooks, so that a message for somebody else costs no call to the server. All of it is a cache: the sandbox
 * may be killed at any time, and each server of a cluster has its own.
 */
export interface Memory {
  readonly connection: Remembered<Connection>;
  readonly egress: Remembered<EgressSettings>;
  /** Its id never changes, and egress uses the id. Deliveries read the bot again, because an admin may rename it. */
  readonly bot: Remembered<Bot>;
  /** Rooms in which the bot is a member, and not banned. */
  readonly memberships: Remembered<ReadonlySet<string>>;
  /** The times and rooms in which nothing could leave. Egress reads them anew: `refresh`. */
  readonly closed: Remembered<ClosedTimes>;
  /** Threads in which the bot has written. */
  readonly threads: Remembered<Set<string>>;
  /** `Message_MaxAllowedSize` of the workspace. */
  readonly messageMaxChars: Remembered<number>;
  /** The gateway's last hello: it says which messages are for the agent without a mention. */
  readonly gatewayHello: GatewayHellos;
}

/** Settings and joins reach every server of a cluster as hooks; what does not is read again after this long. */
export const A_MINUTE = 60_000;

export function openMemory(): Memory {
  const connection = remember(readConnection, A_MINUTE);
  const bot = remember(readBot);
  return {
    connection,
    egress: remember((read) => readEgressSettings(read.getEnvironmentReader().getSettings())),
    bot,
    memberships: remember(async (read) => readMemberships(read, (await bot.get(read)).id), A_MINUTE),
    closed: remember(readClosedTimes, A_MINUTE),
    threads: remember((read) => readThreads(read, clock()), A_MINUTE),
    messageMaxChars: remember(readMessageMaxChars, A_MINUTE),
    gatewayHello: openGatewayHello(connection, A_MINUTE),
  };
}
