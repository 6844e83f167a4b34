import { type GatewayHello, openWayOut, type Way, type WayOut } from '@rocketchat-openclaw/shared';

/** Both directions between this workspace and the gateway, as this process knows them. */
export interface Ways {
  /** Deliveries to the gateway. */
  readonly out: WayOut;
  /** The gateway has said hello, by its clock at `hello.now` and by ours now. */
  told(): void;
  /** The gateway has sent a command. */
  commanded(): void;
  /** When a command last arrived, in milliseconds since 1970; the gateway may know of one to an earlier process. */
  commandedAt(hello?: GatewayHello): number | undefined;
  /** Why its commands do not arrive, as it says itself. A command that came later shows that they do. */
  faultBack(hello: GatewayHello | undefined): Way['fault'];
  /** The same, right after a hello: the gateway then tries once more, and that is waited for. */
  faultNow(hello: GatewayHello | undefined): Promise<Way['fault']>;
}

const TRIED_AGAIN_MS = 2_000;

/** @param clock milliseconds since 1970 */
export function openWays(clock: () => number, pause: (ms: number) => Promise<void>): Ways {
  let lastAt: number | undefined;
  let toldAt: number | undefined;
  const waiting = new Set<() => void>();
  const faultBack = (hello: GatewayHello | undefined) => {
    const fault = hello?.way?.fault;
    // The gateway may have told an earlier process: then only the gateway's clock says when.
    return fault && (lastAt ?? 0) < (toldAt ?? hello.now) ? fault : undefined;
  };

  return {
    out: openWayOut(clock),
    told() {
      toldAt = clock();
    },
    commanded() {
      lastAt = clock();
      for (const goOn of waiting) goOn();
      waiting.clear();
    },
    commandedAt(hello) {
      const at = Math.max(lastAt ?? 0, hello?.way?.lastAt ?? 0);
      return at > 0 ? at : undefined;
    },
    faultBack,
    async faultNow(hello) {
      if (!faultBack(hello)) return undefined;
      let goOn: () => void = () => undefined;
      const commanded = new Promise<undefined>((resolve) => {
        goOn = () => resolve(undefined);
        waiting.add(goOn);
      });
      const later = pause(TRIED_AGAIN_MS).then(() => faultBack(hello));
      return Promise.race([commanded, later]).finally(() => waiting.delete(goOn));
    },
  };
}
