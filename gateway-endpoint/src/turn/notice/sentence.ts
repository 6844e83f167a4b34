import { type EventOf, shortened } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../../admit/admitted.ts';
import { CHANNEL_LABEL } from '../../config/channel-id.ts';
import { label, oneLine } from '../../place/label.ts';
import { handleOf } from '../../place/name-of.ts';
import { allWords, ownWords } from '../../place/shown.ts';
import { writeId } from '../../place/target.ts';

/** Events that become lines in the agent's next turn: they ask for no answer. */
export type Notice = EventOf<
  'message.updated' | 'message.deleted' | 'reaction.added' | 'reaction.removed' | 'room.joined' | 'room.left' | 'gap'
>;

/** Of an edit the agent reads the beginning: it can ask for the rest. */
const EXCERPT_CHARS = 1_000;

/** An event in one line: a line break in somebody's text could pass for another line of OpenClaw. */
export function sentenceFor(event: Notice, bot: Admitted['bot']): string {
  const { actor, room } = event;
  if (event.type === 'gap') return `${CHANNEL_LABEL}: ${missing(event)} ${placeOf(room)} did not reach you`;
  return `${CHANNEL_LABEL}: ${handleOf(actor)} ${deed(event, bot)} ${placeOf(room)}${content(event, bot)}`;
}

function missing({ what, count, since, until }: EventOf<'gap'>): string {
  const [from, to] = [since, until].map((time) => new Date(time).toISOString());
  return `${count ?? 'some'} ${what} from ${from} to ${to}`;
}

/** A line about a message that got no answer, with its beginning. */
export function lateSentence({ actor, room, message }: EventOf<'message.sent'>): string {
  const written = `wrote ${placeOf(room)}, too late for an answer`;
  return `${CHANNEL_LABEL}: ${handleOf(actor)} ${written}: ${JSON.stringify(excerptOf(ownWords(message)))}`;
}

function deed(event: Exclude<Notice, EventOf<'gap'>>, bot: Admitted['bot']): string {
  switch (event.type) {
    case 'message.updated':
      return `edited ${whose(event.authorId, event, bot)} message ${label(event.message.id)}`;
    case 'message.deleted':
      return `deleted ${whose(event.message.authorId, event, bot)} message ${label(event.message.id)}`;
    case 'reaction.added':
      return `reacted with ${label(event.emoji)} to ${whose(event.message.authorId, event, bot)} message ${label(event.message.id)}`;
    case 'reaction.removed':
      return `took the reaction ${label(event.emoji)} back from ${whose(event.message.authorId, event, bot)} message ${label(event.message.id)}`;
    case 'room.joined':
      return 'made you a member, so that you can now read and write';
    case 'room.left':
      return 'ended your membership, so that you can no longer write';
  }
}

function whose(authorId: string, { actor }: Pick<Notice, 'actor'>, bot: Admitted['bot']): string {
  if (authorId === bot.id) return 'your';
  return authorId === actor.id ? 'their own' : `user ${label(writeId(authorId))}'s`;
}

function placeOf({ type, name, id }: EventOf<'message.sent'>['room']): string {
  if (type === 'direct') return 'in your direct conversation';
  if (type === 'group') return `in the group conversation ${label(id)}`;
  return `in #${label(name)}`;
}

function content(event: Notice, bot: Admitted['bot']): string {
  if (event.type !== 'message.updated') return '';
  return `. It now says: ${JSON.stringify(excerptOf(allWords(event.message, bot)))}`;
}

function excerptOf(text: string): string {
  return oneLine(shortened(text, EXCERPT_CHARS + 1));
}
