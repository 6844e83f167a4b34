import { type EventOf, nothingLeft } from '@rocketchat-openclaw/shared';
import type { BuildChannelInboundEventContextParams } from 'openclaw/plugin-sdk/channel-inbound';
import type { Admitted } from '../admit/admitted.ts';
import type { Taken } from '../files/take.ts';
import type { Verdict } from '../gate/verdict.ts';
import { placeOf } from '../place/conversation.ts';
import { label } from '../place/label.ts';
import { nameOf } from '../place/name-of.ts';
import type { Recalled } from './history/recall.ts';
import { senderOf } from './sender-of.ts';
import type { Situation } from './situation.ts';
import type { Words } from './words.ts';

export interface TurnFacts extends Situation {
  readonly event: EventOf<'message.sent'>;
  /** See `GateFacts`: such a message is not in the room. */
  readonly isFromControl: boolean;
  readonly bot: Admitted['bot'];
  readonly verdict: Extract<Verdict, { start: true }>;
  readonly recalled: Recalled | undefined;
  readonly taken: Taken;
  readonly words: Words;
}

/** A message that may start a turn, before anything is read for it. */
export type Known = Omit<TurnFacts, 'recalled' | 'taken' | 'words'>;

/** An event of the contract → the context of OpenClaw's turn. Every field of the event is used or named as unused. */
export function contextOf({ event, account, conversation, rule, verdict, recalled, taken, words }: TurnFacts) {
  const { id: _stable, type: _type, at: _at, room, actor, message, ...rest } = event;
  nothingLeft(rest);
  const {
    id: messageId,
    text: _text,
    threadId: _thread,
    mentions,
    files: _files,
    createdAt,
    editedAt: _edited,
    editedBy: _nobody,
    alias: _alias,
    attachments: _shown,
    ...left
  } = message;
  nothingLeft(left);
  const { id: roomId, type: _roomType, name: roomName, parentId, encrypted: _encrypted, ...of } = room;
  nothingLeft(of);

  const { accountId } = account;
  const place = placeOf(conversation, { accountId, roomId, label: label(roomName) || nameOf(actor) });
  const { ingress, address, reading } = verdict;
  const { wasMentioned } = address;
  return {
    channelIngress: ingress,
    ...place,
    messageId,
    timestamp: createdAt,
    sender: senderOf(actor, accountId),
    conversation: { ...place.conversation, ...(parentId && { parentId }) },
    route: {
      ...place.route,
      // If it is set, OpenClaw starts the thread's session with a copy of the room's.
      ...(conversation.thread &&
        account.reading.thread.inheritParent && { parentSessionKey: conversation.route.sessionKey }),
    },
    message: {
      rawBody: words.raw,
      commandBody: commandBodyOf(verdict, words.raw),
      bodyForAgent: words.forAgent,
      ...(recalled && { inboundHistory: recalled.entries }),
    },
    // Otherwise OpenClaw shows the last 20 at most, and adds what its transcript holds already.
    ...(recalled && { sessionTranscript: { historyLimit: recalled.limit, historyKind: 'recent' } }),
    ...(taken.media.length > 0 && { media: taken.media }),
    // Then OpenClaw reads no directive, skill, abort or reset in it either.
    ...(reading === 'words' && { extra: { CommandInterpretationSuppressed: true } }),
    // From the configuration alone: a room's topic is written by people.
    ...(rule.systemPrompt && { supplemental: { groupSystemPrompt: rule.systemPrompt } }),
    ...commandIn(verdict),
    access: {
      commands: { authorized: reading !== 'words' },
      ...(conversation.kind !== 'direct' && {
        mentions: {
          canDetectMention: true,
          wasMentioned,
          explicitlyMentionedBot: wasMentioned,
          hasAnyMention: mentions.length > 0,
          mentionedUserIds: mentions.map((mention) => mention.id),
          requireMention: rule.requireMention,
          ...(ingress.activationAccess.effectiveWasMentioned !== undefined && {
            effectiveWasMentioned: ingress.activationAccess.effectiveWasMentioned,
          }),
        },
      }),
    },
  } satisfies BuildChannelInboundEventContextParams;
}

/**
 * OpenClaw answers a command that it knows as such beside a running turn (`/status`, `/queue`). The answer of any other
 * message waits until the turn before it has answered.
 */
function commandIn({ command, reading }: TurnFacts['verdict']): Pick<BuildChannelInboundEventContextParams, 'command'> {
  if (!command || command.isWord || reading === 'words') return {};
  return { command: { kind: 'text-slash', name: command.name, body: command.text, authorized: true } };
}

/** The text in which OpenClaw may read commands; empty if the verdict is `words`. */
export function commandBodyOf({ reading, command }: TurnFacts['verdict'], words: string): string {
  return reading === 'words' ? '' : (command?.text ?? words);
}
