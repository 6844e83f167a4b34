import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Claim } from '../admit/inbox.ts';
import type { TurnJournal } from '../admit/turn-journal.ts';
import type { Seen } from '../reply/presence/presence.ts';
import type { Sender } from '../reply/sender.ts';
import type { TurnFacts } from './context.ts';
import type { Place } from './line.ts';
import type { Services } from './services.ts';
import type { Waiting } from './waiting.ts';

/** A message that is ready for the agent, and all that its turn needs. */
export interface Turn extends TurnFacts, Seen {
  readonly claim: Claim;
  readonly place: Place;
  readonly turnJournal: TurnJournal;
  readonly writingIn: Services['writingIn'];
  readonly runtime: PluginRuntime;
  readonly sender: Sender;
  readonly waiting: Pick<Waiting, 'begins' | 'ends' | 'countIn'>;
  readonly log: { warn(message: string): void };
}
