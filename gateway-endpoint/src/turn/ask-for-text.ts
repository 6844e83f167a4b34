import { questionGatewayRuntime } from 'openclaw/plugin-sdk/question-gateway-runtime';
import { answering } from '../app-client/answering.ts';
import type { Meaning } from '../interactions/meaning.ts';
import { type Clicked, refuseClick } from './clicked.ts';
import type { Handled } from './handled.ts';
import { wordsTo } from './words-for.ts';

/** The one field of the form. */
export const ANSWER_FIELD = 'answer';

/** “Other…” → a form for an answer in the person's own words. The question stays open until they send it. */
export async function askForText(
  clicked: Clicked,
  { questionId }: Extract<Meaning, { does: 'ask' }>,
): Promise<Handled> {
  const { event, threadId, card, services } = clicked;
  const { client, interactions, newId } = services;
  const { triggerId } = event;
  if (!(await isPending(clicked, questionId))) return refuseClick(clicked, 'already-answered');
  const viewId = newId();
  const place = { roomId: event.room.id, userId: event.actor.id };
  interactions.forms.opened({ viewId, cardKey: card.key, userId: place.userId, threadId });
  try {
    // Clients forget a click after five seconds; after that a form does not open.
    if (!triggerId) throw new Error('the client has named no trigger');
    const { title, submit, label } = wordsTo(event).FORM;
    const form = { title, submit, input: { actionId: ANSWER_FIELD, label, multiline: true } };
    const opening = { v: 1 as const, command: 'openView' as const, key: `view.${viewId}`, ...place, triggerId, viewId };
    await answering(client, event.id).call({ ...opening, ...form }, { attempts: 1 });
    return { outcome: 'click' };
  } catch (error) {
    return refuseClick(clicked, 'answer-not-taken', String(error));
  }
}

/** Does OpenClaw still wait for an answer? A question that it does not know has ended. */
export async function isPending({ event, situation }: Clicked, questionId: string): Promise<boolean> {
  const asked = { cfg: situation.cfg, questionId, customInput: true, senderId: event.actor.id } as const;
  return (await questionGatewayRuntime.resolveOption(asked)).status === 'custom-input';
}
