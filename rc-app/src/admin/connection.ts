import { LIMITS, printable } from '@rocketchat-openclaw/shared';
import { clock } from '../machine.ts';
import type { Ways } from '../push/try-ways.ts';
import type { Words } from '../texts/words.ts';

/** Both directions in words, each with the step that is missing. */
export function describeWays(ways: Ways, { STATUS, fault }: Words): string {
  if (ways.are === 'cut') return STATUS.notConnected(fault(printable(ways.why)));
  if (ways.are === 'one-way') return STATUS.oneWay(fault(printable(ways.why)));
  const { to, carrier, hello } = ways;
  if (ways.are === 'half-known') return STATUS.neverCame(to.accountId);
  const plugin = hello && printable(hello.pluginVersion, 64);
  const connected =
    carrier === 'http'
      ? STATUS.connectedAt(to.gatewayUrl, to.accountId, plugin)
      : STATUS.fetchedBy(to.accountId, plugin);
  return [connected, STATUS.answersCame(Math.max(0, clock() - ways.commandedAt))].join('\n');
}

/** A warning in time: a difference of more than half a minute is refused. Only right after a hello. */
export function describeClock(ways: Ways, { STATUS }: Words): string {
  if (ways.are !== 'open' && ways.are !== 'half-known') return '';
  const skew = ways.hello ? clock() - ways.hello.now : 0;
  if (Math.abs(skew) <= (LIMITS.clockSkewSeconds * 1_000) / 2) return '';
  return skew > 0 ? STATUS.clockIsAhead(skew) : STATUS.clockIsBehind(skew);
}
