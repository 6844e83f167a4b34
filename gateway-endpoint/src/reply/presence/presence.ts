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
import { NO_STATUS, type Status, statusOf } from './status.ts';

/** Shows that the agent is at work, before its answer (typing, previews, reactions). One per account. */
export interface Presence extends Pick<Previews, 'start' | 'stop'> {
  /** For one turn. */
  in(turn: Shown): Seen;
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
  return {
    start: previews.start,
    stop: previews.stop,
    in(turn) {
      const { event, isFromControl, account, conversation, cfg, verdict } = turn;
      const { id: roomId } = event.room;
      return {
        typing: account.presence.typing
          ? typingIn({ roomId, threadId: conversation.thread?.id, answers: event.id })
          : NO_TYPING,
        stream: openTurnStream({ ...given, ...turn, previews }),
        status: isFromControl
          ? NO_STATUS
          : statusOf(
              {
                message: { roomId, messageId: event.message.id, answers: event.id },
                account,
                agentId: conversation.route.agentId,
                isDirect: conversation.kind === 'direct',
                wasMentioned: verdict.ingress.activationAccess.effectiveWasMentioned ?? verdict.address.wasMentioned,
                cfg,
              },
              reactions,
            ),
      };
    },
  };
}
