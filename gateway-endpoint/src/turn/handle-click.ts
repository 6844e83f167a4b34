import type { EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import { type GivenCommand, readCommand } from '../gate/command.ts';
import { settledLine } from '../interactions/conclude.ts';
import { literal } from '../interactions/literal.ts';
import type { Control, Meaning } from '../interactions/meaning.ts';
import { clean } from '../text/clean.ts';
import { answerQuestion } from './answer-question.ts';
import { approveByClick } from './approve-by-click.ts';
import { askForText } from './ask-for-text.ts';
import { type Clicked, confirm, refuseClick, situateClick } from './clicked.ts';
import type { Handled } from './handled.ts';
import { sayFor } from './say-for.ts';
import type { Services } from './services.ts';
import { wordsWhere } from './words-for.ts';

type Event = EventOf<'action.clicked'>;

/** Carries out the meaning of a button, if it is valid in this place, for this person, and not used up. */
export async function handleClick(
  event: Event,
  bot: Admitted['bot'],
  claim: Claim,
  services: Services,
): Promise<Handled> {
  const threadId = event.message?.threadId;
  const told = { event, threadId, services, bot };
  const found = services.interactions.cards.find(event.value ?? '', {
    roomId: event.room.id,
    messageId: event.message?.id ?? '',
  });
  if (!found) return refuseClick(told, 'button-expired');
  const situation = await situateClick(told);
  if ('silence' in situation) return refuseClick(told, situation.silence);
  const clicked = { ...told, claim, situation, card: found.card };
  const { meaning } = found.control;
  if (meaning.does === 'vote') return vote(clicked, meaning);
  if (meaning.does === 'ask') return askForText(clicked, meaning);
  const forbidden = forbiddenIn(meaning);
  if (forbidden !== undefined) return refuseClick(clicked, 'command-by-control', forbidden);
  return choose(clicked, { ...found.control, meaning });
}

/** A command that a control may not give, because its author does not have the rights of the person who clicks. */
function forbiddenIn(meaning: Meaning): string | undefined {
  if (meaning.does === 'command') return commandIn(meaning) ? undefined : literal(meaning.command);
  if (meaning.does !== 'approve' || meaning.askedBy === 'host') return undefined;
  return literal(`/approve ${meaning.approvalId} ${meaning.decision}`);
}

/** The command, if everybody may use it: then the click lends no right. */
function commandIn({ command }: Extract<Meaning, { does: 'command' }>): GivenCommand | undefined {
  const read = readCommand(command, { prefix: '', isOpenClaws: () => false });
  return read?.rule === 'everybody' ? read : undefined;
}

/** A control that one click uses up, unless it is reusable. */
type Choice = Control & { readonly meaning: Exclude<Meaning, { does: 'vote' | 'ask' }> };

/** The first person who is allowed to use it uses it up; later ones read that it was answered. */
async function choose(clicked: Clicked, { label, meaning, isReusable }: Choice): Promise<Handled> {
  const { event, card, services } = clicked;
  if (!isReusable && !services.interactions.cards.take(card.key, event.id))
    return refuseClick(clicked, 'already-answered');
  const chosen = isReusable ? undefined : label;
  switch (meaning.does) {
    case 'tell':
      return sayFor(clicked, { text: wordsOf(label, meaning.value) }, chosen);
    case 'command':
      return sayFor(clicked, { text: meaning.command, command: commandIn(meaning) }, chosen);
    case 'answer':
      return settle(clicked, label, await answerQuestion(clicked, meaning));
    case 'approve':
      return settle(clicked, label, await approveByClick(clicked, meaning));
  }
}

/** Ends the card after a decision. If somebody had decided before, it only says that it is no longer open. */
async function settle(clicked: Clicked, label: string, handled: Handled): Promise<Handled> {
  const { card, services, event, situation } = clicked;
  const { outcome } = handled;
  if (outcome === 'click') await confirm(clicked, label);
  else if (typeof outcome === 'object' && outcome.silence === 'already-answered') {
    const { ENDED } = wordsWhere(event, services.writingIn(situation.account));
    await services.interactions.conclude(card, settledLine(ENDED.notOpen));
  } else services.interactions.cards.release(card.key, event.id);
  return handled;
}

/** One vote for each event; taking a vote back is another. */
async function vote(clicked: Clicked, { option }: Extract<Meaning, { does: 'vote' }>): Promise<Handled> {
  const { event, card, services } = clicked;
  const { votes, pollCounts } = services.interactions;
  const { id: userId, username } = event.actor;
  const poll = votes.pollOf(card.key);
  if (!poll || (poll.closesAt !== undefined && poll.closesAt <= services.clock())) {
    return refuseClick(clicked, 'button-expired');
  }
  const counted = votes.vote({ cardKey: card.key, eventId: event.id, userId, username, option }, poll);
  if (counted === 'too-many') return refuseClick(clicked, 'too-many-votes');
  pollCounts.refresh(card.key);
  return { outcome: 'click' };
}

/**
 * `[button] Deploy (deploy:canary)`: the label that people saw, and the value that the button stands for. In one line, so
 * that nothing in it can pass for more than that.
 */
function wordsOf(label: string, value: string): string {
  const [seen = '', told] = [label, value].map((text) => clean(text).replace(/\s+/g, ' ').trim());
  return seen === told ? `[button] ${seen}` : `[button] ${seen} (${told})`;
}
