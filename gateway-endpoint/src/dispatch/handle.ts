import type { Admitted } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import { tell } from '../notice/tell.ts';
import type { Fate } from '../status/fates.ts';
import type { Desk } from './desk.ts';
import { asQuestion } from './edit.ts';
import { handleMessage } from './handle-message.ts';

type Bot = Admitted['bot'];

/** One admitted event → its fate, counted once and, where nothing happens, said once. */
export async function handle({ event, bot }: Admitted, claim: Claim, desk: Desk): Promise<void> {
  desk.tellFate(event, await decide(event, bot, claim, desk));
}

async function decide(event: Admitted['event'], bot: Bot, claim: Claim, desk: Desk): Promise<Fate> {
  switch (event.type) {
    case 'message.sent':
      return handleMessage(event, bot, claim, desk);
    case 'message.updated': {
      const question = asQuestion(event, bot, desk.turns);
      return question ? handleMessage(question, bot, claim, desk) : notice(event, bot, desk);
    }
    case 'message.deleted':
    case 'reaction.added':
    case 'reaction.removed':
    case 'room.joined':
    case 'room.left':
      return notice(event, bot, desk);
    case 'action.clicked':
    case 'view.submitted':
    case 'command.invoked':
    case 'app.hello':
      return { silence: 'unhandled-event', detail: event.type };
  }
}

async function notice(event: Parameters<typeof tell>[0], bot: Bot, desk: Desk): Promise<Fate> {
  const silence = await tell(event, bot, desk);
  return silence ? { silence, detail: event.type } : 'notice';
}
