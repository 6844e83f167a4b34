import { createHash } from 'node:crypto';
import { type EventOf, LIMITS } from '@rocketchat-openclaw/shared';
import type { GivenCommand } from '../gate/command.ts';
import { type Clicked, confirm, refuseClick } from './clicked.ts';
import { handleMessage } from './handle-message.ts';
import type { Handled } from './handled.ts';

/** The text of a click. */
interface Said {
  readonly text: string;
  /** A command that everybody may use. Everything else is an ordinary text, because a model may have written it. */
  readonly command?: GivenCommand | undefined;
}

/**
 * Hands a click to the agent as words of the person: the same gate, the same session. The card shows the choice as soon
 * as it is taken.
 *
 * @param label the choice, for people; absent where the buttons stay
 */
export async function sayFor(clicked: Clicked, { text, command }: Said, label: string | undefined): Promise<Handled> {
  const { event, bot, claim, services, situation } = clicked;
  const showChoice = async () => {
    if (label !== undefined) await confirm(clicked, label);
  };
  const control = { command, situation };
  const handled = handleMessage(asMessage(clicked, text), bot, claim, services, control);
  await Promise.race([claim.adopted, handled]);
  const isTaken = claim.isTaken();
  if (isTaken) await showChoice();
  const { outcome } = await handled;
  if (typeof outcome === 'object') {
    services.interactions.cards.release(clicked.card.key, event.id);
    return refuseClick(clicked, outcome.silence, outcome.detail);
  }
  if (!isTaken) await showChoice();
  return { outcome };
}

/** It mentions the bot, because a click in its post is meant for it; and it has its own id, since it is no message. */
function asMessage({ event, threadId, bot }: Clicked, text: string): EventOf<'message.sent'> {
  const { id, at, room, actor } = event;
  const message = {
    id: id.length <= LIMITS.idChars ? id : createHash('sha256').update(id).digest('base64url'),
    text,
    mentions: [bot],
    files: [],
    createdAt: at,
    ...(threadId && { threadId }),
  };
  return { type: 'message.sent', id, at, room, actor, message };
}
