import type { Event } from '@rocketchat-openclaw/shared';
import type { Heard } from '../capture/heard.ts';
import type { Leaving } from '../egress/egress.ts';
import { clock } from '../machine.ts';
import { noteAsked } from '../memory/left-lately.ts';
import { noteVisit } from '../memory/visits.ts';
import type { Telling } from '../workspace/workspace.ts';

/** Is this a call of the bot? Reactions and deletions call nobody. */
const CALLS: readonly Leaving[] = ['mention', 'thread', 'command', 'click', 'form'];
const SAID: readonly Event['type'][] = [
  'message.sent',
  'message.updated',
  'command.invoked',
  'action.clicked',
  'view.submitted',
];

/** Notes the question before it leaves, so that its answer will be allowed. */
export async function noteWhatIsAsked(
  event: Event,
  { kind, room }: Heard,
  why: Leaving,
  { app, read, persistence }: Telling,
): Promise<void> {
  if (kind === 'command' || kind === 'click' || kind === 'form') {
    await noteAsked({ eventId: event.id, roomId: room.id, at: clock() }, persistence);
  }
  const isCall = CALLS.includes(why) && SAID.includes(event.type);
  if (!isCall || String(room.type) !== 'c' || (await app.memory.memberships.get(read)).has(room.id)) return;
  await noteVisit(room.id, clock(), read, persistence);
}
