import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Answered } from '../admit/answered.ts';
import type { TurnJournal } from '../admit/turn-journal.ts';
import type { AppClient } from '../app-client/client.ts';
import type { TellPerson } from '../app-client/tell-person.ts';
import type { Account } from '../config/account.ts';
import type { Present } from '../config/present.ts';
import type { Files } from '../files/take.ts';
import type { Hint } from '../gate/hint.ts';
import type { RecordOutcome } from '../gate/outcomes.ts';
import type { RoomNames } from '../gate/room-names.ts';
import type { Threads } from '../gate/threads.ts';
import type { ReadTranscript } from '../host/transcript.ts';
import type { Interactions } from '../interactions/interactions.ts';
import type { Challenge } from '../pairing/pair.ts';
import type { Presence } from '../reply/presence/presence.ts';
import type { Sender } from '../reply/sender.ts';
import type { Writing } from '../text/text.ts';
import type { Memory } from './history/recall.ts';
import type { LateMail } from './notice/late-mail.ts';
import type { Waiting } from './waiting.ts';

/** Everything an event may need while it is handled. */
export interface Services extends AccountServices {
  /** As it was when the event was taken up: one event is handled by one policy. */
  readonly present: Present;
}

/** The part of it of which there is one set for each account. */
export interface AccountServices {
  readonly presentNow: () => Present;
  readonly runtime: PluginRuntime;
  readonly client: AppClient;
  readonly sender: Sender;
  readonly presence: Pick<Presence, 'in' | 'waitedBefore'>;
  readonly waiting: Waiting;
  /** How an account writes now: the configuration may have changed since it started. */
  readonly writingIn: (account: Account) => Writing;
  readonly answered: Answered;
  readonly turnJournal: TurnJournal;
  readonly challenge: Challenge;
  /** Called when a person with a pairing code talks to the agent: they need no notice of their approval. */
  readonly isHeard: (userId: string) => void;
  readonly hint: Hint;
  readonly tellPerson: TellPerson;
  readonly lateMail: Pick<LateMail, 'note' | 'forget'>;
  readonly roomNames: RoomNames;
  readonly threads: Threads;
  readonly isNew: Memory['isNew'];
  readonly transcriptOf: ReadTranscript;
  readonly interactions: Interactions;
  readonly save: Files['save'];
  readonly clock: () => number;
  readonly newId: () => string;
  /** Ends early, with the reason, if the signal aborts. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly recordOutcome: RecordOutcome;
  /** Checks whether the configuration has changed; returns at once. */
  readonly checkGreeting: () => void;
  readonly log: { info(message: string): void; warn(message: string): void };
}
