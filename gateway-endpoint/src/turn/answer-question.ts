import { questionGatewayRuntime } from 'openclaw/plugin-sdk/question-gateway-runtime';
import type { Meaning } from '../interactions/meaning.ts';
import { type Clicked, refuseClick, situateClick } from './clicked.ts';
import type { Handled } from './handled.ts';

/** A choice → the answer that the turn waits for. Policy may change while OpenClaw looks the question up. */
export async function answerQuestion(
  clicked: Clicked,
  { questionId, option }: Extract<Meaning, { does: 'answer' }>,
): Promise<Handled> {
  const { event, situation, services } = clicked;
  const isStillHeard = async () => {
    const now = { ...services, present: services.presentNow() };
    return !('silence' in (await situateClick({ ...clicked, services: now })));
  };
  try {
    const { status } = await questionGatewayRuntime.resolveOption({
      cfg: situation.cfg,
      questionId,
      optionValue: option,
      senderId: event.actor.id,
      authorize: isStillHeard,
    });
    if (status === 'answered') return { outcome: 'click' };
    return await refuseClick(clicked, status === 'denied' ? 'sender-not-allowed' : 'already-answered');
  } catch (error) {
    return refuseClick(clicked, 'answer-not-taken', String(error));
  }
}
