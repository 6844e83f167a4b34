import type { EventOf } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { AppClient } from '../../app-client/client.ts';
import type { Account } from '../../config/account.ts';
import type { Verdict } from '../../gate/verdict.ts';
import type { Every } from '../../machine.ts';
import type { Conversation } from '../../place/conversation.ts';
import type { Store } from '../../store/store.ts';
import type { Writing } from '../../text/text.ts';
import type { Clockwork } from '../streaming/pace.ts';
import { openPreviews, type Previews } from '../streaming/previews.ts';
import { openTurnStream, type TurnStream } from '../streaming/turn-stream.ts';
import { NO_TYPING, openTyping, type Typing } from '../typing.ts';
import { openReactions } from './reactions.ts';
import { type About, NO_STATUS, type Status, statusOf } from './status.ts';

/** Shows that the agent is at work, before its answer (typing, previews, reactions). One per account. */
export interface Presence extends Pick<Previews, 'start' | 'stop'> {
  /** For one turn. */
  in(turn: Shown): Seen;
  /** For a message that waits. */
  waits(message: Shown): WaitingSign;
  /** Takes away the sign that an earlier process may have left on a message that waited. Returns at once. */
  waitedBefore(message: Omit<Shown, 'verdict' | 'isFromControl'>): void;
}

/** Shows that a message waits. All of it returns at once. */
export interface WaitingSign {
  start(): void;
  /** It waits for a while. */
  mark(): void;
  /** It waits no longer. */
  end(): void;
}

/** The turn that is shown. */
interface Shown {
  readonly event: EventOf<'message.sent'>;
  /** Was it a click on a control? Such a message is not in the room, so it has no reactions. */
  readonly isFromControl: boolean;
  readonly account: Account;
  readonly conversation: Conversation;
  readonly cfg: OpenClawConfig;
  readonly verdict: Extract<Verdict, { start: true }>;
}

export interface Seen {
  readonly typing: Typing;
  readonly status: Status;
  /** Absent if no part of the answer is shown before it is finished. */
  readonly stream: TurnStream | undefined;
}

interface Given extends Clockwork {
  readonly store: Store;
  /** The previews whose turns run in this process. */
  readonly live: Set<string>;
  readonly client: AppClient;
  readonly writing: Writing;
  readonly wrote: (messageId: string, threadId: string | undefined) => void;
  readonly newId: () => string;
  readonly every: Every;
  readonly signal: AbortSignal;
  readonly log: { info(message: string): void; warn(message: string): void };
}

export function openPresence(given: Given): Presence {
  const { client, newId, log } = given;
  const previews = openPreviews(given);
  const typingIn = openTyping(client, () => `typing.${newId()}`);
  const reactions = openReactions(client, newId, log);
  const typingOf = ({ account, conversation, event }: Shown) =>
    account.presence.typing
      ? typingIn({ roomId: event.room.id, threadId: conversation.thread?.id, answers: event.id })
      : NO_TYPING;
  const statusFor = (shown: Shown) =>
    shown.isFromControl ? NO_STATUS : statusOf(aboutOf(shown, wasMentionedIn(shown)), reactions);
  return {
    start: previews.start,
    stop: previews.stop,
    waits(message) {
      const [typing, status] = [typingOf(message), statusFor(message)];
      const unwaited = (done: Promise<void>) =>
        void done.catch((error: unknown) => log.warn(`typing in ${message.event.room.id}: ${String(error)}`));
      return {
        start: () => unwaited(typing.start()),
        mark: status.waits,
        end() {
          unwaited(typing.stop());
          status.waitsNoLonger();
        },
      };
    },
    // How it called the bot is not asked again: one command too many does no harm.
    waitedBefore: (message) => statusOf(aboutOf(message, true), reactions).waitedBefore(),
    in: (turn) => ({
      typing: typingOf(turn),
      stream: openTurnStream({ ...given, ...turn, previews }),
      status: statusFor(turn),
    }),
  };
}

const wasMentionedIn = ({ verdict: { ingress, address } }: Shown): boolean =>
  ingress.activationAccess.effectiveWasMentioned ?? address.wasMentioned;

function aboutOf(shown: Omit<Shown, 'verdict' | 'isFromControl'>, wasMentioned: boolean): About {
  const { event, account, conversation, cfg } = shown;
  return {
    message: { roomId: event.room.id, messageId: event.message.id, answers: event.id },
    account,
    agentId: conversation.route.agentId,
    isDirect: conversation.kind === 'direct',
    wasMentioned,
    cfg,
  };
}
