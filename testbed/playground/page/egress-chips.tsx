import type { Decision } from './contract.ts';
import { explainDecision, labelOf } from './explain-decision.ts';

/** The app's decisions about a message, and about later changes of it. */
export function EgressChips({ decisions = [] }: { decisions?: readonly Decision[] | undefined }) {
  // Of what the bot has written itself everybody knows that it stays.
  const shown = decisions.filter(({ why }) => why !== 'own-message');
  return (
    <>
      {shown.map((decision) => (
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
