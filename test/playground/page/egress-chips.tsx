import type { Decision } from './contract.ts';
import { explainDecision, labelOf } from './explain-decision.ts';

/** What the app decided about a message, and about what was done with it later. */
export function EgressChips({ decisions = [] }: { decisions?: readonly Decision[] | undefined }) {
  return (
    <>
      {decisions.map((decision) => (
        <span
          key={`${decision.leaves} ${decision.why}`}
          class="egress"
          data-leaves={decision.leaves}
          title={explainDecision(decision)}
        >
          {labelOf(decision)}
        </span>
      ))}
    </>
  );
}
