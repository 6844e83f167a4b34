import type { Meaning } from '../interactions/meaning.ts';
import { type Clicked, refuseClick } from './clicked.ts';
import type { Handled } from './handled.ts';
import { mayDecide, sendDecision } from './send-decision.ts';

/** Decides by an approver's click. After a click of anybody else the buttons stay. */
export async function approveByClick(
  clicked: Clicked,
  meaning: Extract<Meaning, { does: 'approve' }>,
): Promise<Handled> {
  const { event, situation } = clicked;
  if (!mayDecide(event.actor, situation).authorized) return refuseClick(clicked, 'not-an-approver');
  try {
    const taken = await sendDecision(meaning, event.actor, situation);
    return taken === 'counts' ? { outcome: 'click' } : await refuseClick(clicked, 'already-answered');
  } catch (error) {
    return refuseClick(clicked, 'answer-not-taken', String(error));
  }
}
