import type { Admitted } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import { refusedRoomIn } from '../app-client/refused-room.ts';
import { asQuestion } from './edit.ts';
import { handleClick } from './handle-click.ts';
import { handleCommand } from './handle-command.ts';
import { handleForm } from './handle-form.ts';
import { handleMessage } from './handle-message.ts';
import type { Handled } from './handled.ts';
import { lookAgain } from './look-again.ts';
import { tell } from './notice/tell.ts';
import { tellRefused } from './notice/tell-refused.ts';
import type { Services } from './services.ts';
import { stepAsideAfter } from './step-aside.ts';
import { waitedBefore } from './waited-before.ts';

type Bot = Admitted['bot'];

/** Handles one event, records its outcome once, and tells the author if they would otherwise see nothing. */
export async function handle(item: Admitted, claim: Claim, services: Services): Promise<void> {
  services.checkGreeting();
  const { event, bot, takenBack } = await lookAgain(item, claim, services);
  // It may have waited for its turn already. An edit that calls the bot again is a question then.
  if (takenBack && event.type === 'message.sent') {
    services.answered.release({ messageId: event.message.id, eventId: event.id });
  }
  const { outcome, hint } = takenBack
    ? { outcome: TAKEN_BACK, hint: undefined }
    : await decide(event, bot, claim, services).catch((error: unknown) => unlessClosed(error, event, services));
  if (outcome === undefined) return;
  // Without a turn nobody would answer those that have joined it.
  if (outcome !== 'turn' && claim.joined?.length) claim.part?.();
  const over = outcome === 'turn' ? [event, ...(claim.joined ?? [])] : [event];
  for (const { id } of over) services.waiting.ends(id);
  if (claim.isFromBefore) await waitedBefore(event, outcome, services);
  claim.handOver?.();
  services.recordOutcome(event, outcome);
  if (hint) services.hint(hint);
}

/** The id of an actor whom the app does not know. */
const NOBODY_ID = 'unknown';

const TAKEN_IN = { outcome: { silence: 'taken-in' } } as const;
const TAKEN_BACK = { silence: 'taken-back' } as const;

async function decide(event: Admitted['event'], bot: Bot, claim: Claim, services: Services): Promise<Handled> {
  if (await isTakenIn(event, claim)) return TAKEN_IN;
  switch (event.type) {
    case 'message.sent':
      return handleMessage(event, bot, claim, services);
    case 'message.updated': {
      const question = asQuestion(event, bot, services.answered);
      return question ? handleMessage(question, bot, claim, services) : notice(event, bot, claim, services);
    }
    case 'message.deleted':
    case 'reaction.added':
    case 'reaction.removed':
    case 'room.joined':
    case 'room.left':
    case 'gap':
      return notice(event, bot, claim, services);
    case 'command.invoked':
      // The app has told its author that nobody could be reached.
      return { outcome: claim.isLate ? { silence: 'too-late' } : await handleCommand(event, bot, claim, services) };
    case 'action.clicked':
      return handleClick(event, bot, claim, services);
    case 'view.submitted':
      return handleForm(event, bot, claim, services);
    case 'app.hello':
      return { outcome: { silence: 'unhandled-event', detail: event.type } };
  }
}

/** Did the change still reach a message that OpenClaw has in its memory? */
async function isTakenIn(event: Admitted['event'], claim: Claim): Promise<boolean> {
  if (event.type !== 'message.updated' && event.type !== 'message.deleted') return false;
  return stepAsideAfter(claim, async () => (await claim.takeIn?.(event)) ?? false);
}

/** A room that is closed now is closed at the next attempt, too. */
async function unlessClosed(error: unknown, event: Admitted['event'], services: Services): Promise<Handled> {
  if (event.type === 'app.hello' || !(await tellRefused(error, event, services))) throw error;
  return { outcome: { silence: 'room-closed', detail: refusedRoomIn(error)?.reason } };
}

async function notice(event: Parameters<typeof tell>[0], bot: Bot, claim: Claim, services: Services): Promise<Handled> {
  claim.handOver?.();
  if (event.type === 'message.deleted') {
    services.lateMail.forget(event.message.id, event.room.id);
    // If an edit no longer addresses the bot, the app sends a deletion without an actor, which ends the waiting
    // message.
    if (event.actor.id === NOBODY_ID) return { outcome: TAKEN_BACK };
  }
  const silence = await tell(event, bot, services);
  return { outcome: silence ? { silence, detail: event.type } : 'notice' };
}
