import { inThread } from '../reply/content.ts';
import type { Turn } from './turn.ts';
import type { Agent } from './turn-plan.ts';

/**
 * Posts the answers that OpenClaw has dropped, where the agent ends its turn in silence: there is no answer that they could
 * go before.
 */
export async function sayDropped(
  { event, conversation, sender, turnJournal }: Pick<Turn, 'event' | 'conversation' | 'sender' | 'turnJournal'>,
  { takeDropped }: Pick<Agent, 'takeDropped'>,
): Promise<void> {
  const text = takeDropped('').join('\n\n');
  if (text === '') return;
  turnJournal.markSpoken(event.id);
  const keyOf = { event: event.id, purpose: 'dropped' };
  await sender.send({ to: { roomId: event.room.id }, ...inThread(conversation.thread), text, keyOf });
}
