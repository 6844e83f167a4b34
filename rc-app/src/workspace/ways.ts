import { type GatewayHello, openWayOut, type Way, type WayOut } from '@rocketchat-openclaw/shared';

/** Both directions between this workspace and the gateway, as this process knows them. */
export interface Ways {
  /** Deliveries to the gateway. */
  readonly out: WayOut;
  /** The gateway has sent a command. */
  commanded(): void;
  /** When a command last arrived, in milliseconds since 1970; the gateway may know of one to an earlier process. */
  commandedAt(hello?: GatewayHello): number | undefined;
  /** Why its commands do not arrive, as it says itself. A command that came later shows that they do. */
  faultBack(hello: GatewayHello | undefined): Way['fault'];
}

/** @param clock milliseconds since 1970 */
export function openWays(clock: () => number): Ways {
  let commandedAt: number | undefined;
  return {
    out: openWayOut(clock),
    commanded() {
      commandedAt = clock();
    },
    commandedAt(hello) {
      const at = Math.max(commandedAt ?? 0, hello?.way?.lastAt ?? 0);
      return at > 0 ? at : undefined;
    },
    faultBack(hello) {
      const fault = hello?.way?.fault;
      return fault && (commandedAt ?? 0) < hello.now ? fault : undefined;
    },
  };
}
