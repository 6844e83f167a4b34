import type { Admitted } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import { SILENCES, type Silence } from '../gate/verdict.ts';
import { tell } from '../notice/tell.ts';
import type { Desk } from './desk.ts';
import { asQuestion } from './edit.ts';
import { handleMessage } from './handle-message.ts';

type Bot = Admitted['bot'];

/** What became of an event: a turn of the agent, a line in its next turn, or a reason why neither. */
export type Fate = 'turn' | 'notice' | { readonly silence: Silence; readonly detail?: string | undefined };

/** One admitted event → its fate, counted once and, where nothing happens, said once. */
export async function handle({ event, bot }: Admitted, claim: Claim, desk: Desk): Promise<void> {
  const fate = await decide(event, bot, claim, desk);
  if (fate === 'turn') return;
  if (fate === 'notice') return desk.counters.notice();
  stayQuiet(event.id, fate, desk);
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

/** Says in the log why nothing happens; ids only, never what was written. */
function stayQuiet(eventId: string, { silence, detail }: Exclude<Fate, string>, { counters, log }: Desk): void {
  counters.silence(silence);
  const why = detail ? `${SILENCES[silence]}; ${detail}` : SILENCES[silence];
  log.info(`event ${eventId} starts no turn: ${silence} (${why})`);
}
