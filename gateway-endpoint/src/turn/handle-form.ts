import type { EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import { ANSWER_FIELD, isPending } from './ask-for-text.ts';
import { refuseClick, situateClick } from './clicked.ts';
import type { Handled } from './handled.ts';
import { sayFor } from './say-for.ts';
import type { Services } from './services.ts';

type Submitted = EventOf<'view.submitted'>;

/** A form → an answer in the person's own words, which OpenClaw takes as it takes one that they write as a message. */
export async function handleForm(
  event: Submitted,
  bot: Admitted['bot'],
  claim: Claim,
  services: Services,
): Promise<Handled> {
  const { cards, forms } = services.interactions;
  const form = forms.find(event.viewId, event.actor.id);
  const card = form && cards.get(form.cardKey);
  const told = { event, threadId: form?.threadId, services, bot };
  if (!card || card.roomId !== event.room.id) return refuseClick(told, 'button-expired');
  const situation = await situateClick(told);
  if ('silence' in situation) return refuseClick(told, situation.silence);
  const clicked = { ...told, claim, situation, card };
  const text = (event.values[ANSWER_FIELD] ?? '').trim();
  if (text === '') return refuseClick(told, 'no-text');
  const [, questionId] = /^question:(.+)$/s.exec(card.subject ?? '') ?? [];
  if (!questionId) return refuseClick(told, 'button-expired');
  const isOpen = await isPending(clicked, questionId);
  if (!isOpen || !cards.take(card.key, event.id)) return refuseClick(told, 'already-answered');
  return sayFor(clicked, { text }, text);
}
