import type { BridgeCalls } from '../workspace.ts';

/** How long it waits for the calls after which it is to strike: then nobody talks, and it strikes. */
const PATIENCE_MS = 5_000;

/**
 * Strikes once, at a moment of an app's work: before the server carries out the `calls`th call from now, or some
 * milliseconds after it has begun to. The moment has the call's name, or `rest` where no such call came.
 */
export function strikeAt(
  bridgeCalls: BridgeCalls,
  { calls, ms }: { readonly calls: number; readonly ms: number },
  strike: (moment: string) => void,
): void {
  let left = calls;
  const come = (moment: string) => {
    untap();
    clearTimeout(timer);
    if (ms > 0) setTimeout(strike, ms, moment);
    else strike(moment);
  };
  const timer = setTimeout(come, PATIENCE_MS, 'rest');
  const untap = bridgeCalls.tap((name) => {
    left -= 1;
    if (left === 0) come(name);
  });
}
