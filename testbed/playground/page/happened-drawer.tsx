import type { Hop } from '../trace.ts';

/** Each hop with its milliseconds since the last thing a person said. */
export function HappenedDrawer({ hops }: { hops: readonly Hop[] }) {
  let start = hops[0]?.at ?? 0;
  const rows = hops.map((hop) => {
    if (hop.step === 'said') start = hop.at;
    return { hop, ms: hop.at - start };
  });
  return (
    <section class="happened" aria-label="What happened">
      {rows.length === 0 && <p class="empty">Nothing yet: say something to the bot.</p>}
      <table>
        <tbody>
          {rows.reverse().map(({ hop, ms }, index) => (
            <tr key={`${hop.at} ${rows.length - index}`} data-step={hop.step} data-ok={isGood(hop)}>
              <td class="happened-at">{new Date(hop.at).toLocaleTimeString()}</td>
              <td class="happened-ms">{hop.step === 'said' ? '0 ms' : `+${Math.round(ms)} ms`}</td>
              <th scope="row">{hop.step}</th>
              <td>{hop.detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function isGood({ step, status }: Hop): boolean {
  return step !== 'unreachable' && step !== 'warned' && (status === undefined || status < 300);
}
