import type { EventOf } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { Admitted } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import { resolveAccount } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { gate } from '../gate/gate.ts';
import { recall } from '../history/recall.ts';
import { take } from '../media/take.ts';
import { typingIn } from '../reply/typing.ts';
import type { TurnFacts } from './context.ts';
import { conversationOf } from './conversation.ts';
import type { Desk } from './desk.ts';
import type { Fate } from './handle.ts';
import { runTurn } from './run-turn.ts';
import { stripLeadingMention } from './strip-mention.ts';

/** Reading for longer than this lets other rooms go on. */
const PATIENCE_MS = 250;

/** A message → a turn of the agent, or the reason why not. */
export async function handleMessage(
  event: EventOf<'message.sent'>,
  bot: Admitted['bot'],
  claim: Claim,
  desk: Desk,
): Promise<Fate> {
  const { accountId, runtime, client, sender, turns, newId, log } = desk;
  const { channel, config } = runtime;
  // Read anew for each event: a change of policy takes effect without a restart of the account.
  const cfg = config.current() as OpenClawConfig;
  const account = resolveAccount(cfg, accountId);
  const conversation = conversationOf(event, accountId, cfg, channel.routing.resolveAgentRoute);
  const commandText = stripLeadingMention(event.message.text, bot.username);
  const isCommand =
    channel.commands.shouldHandleTextCommands({ cfg, surface: CHANNEL_ID, commandSource: 'text' }) &&
    channel.commands.isControlCommandMessage(commandText, cfg);

  const facts = { event, bot, account, conversation, isCommand, cfg };
  const verdict = await gate(facts, channel.inbound.ingress.resolve);
  if (!verdict.start) {
    if (verdict.reason === 'pairing-required' && conversation.kind === 'direct') await desk.challenge(event);
    return { silence: verdict.reason, detail: verdict.detail };
  }
  const { id: messageId, createdAt: writtenAt, threadId } = event.message;
  const turn = { messageId, eventId: event.id, sessionKey: conversation.sessionKey, writtenAt };
  if (!turns.claim(turn)) return { silence: 'already-a-turn' };

  const gathered = await gather({ ...facts, verdict, commandText }, bot, claim, desk);
  desk.counters.turn();
  if (conversation.kind === 'direct') sender.learnDirectRoom(event.actor.id, event.room.id);
  const typing = typingIn(client, { roomId: event.room.id, threadId }, () => `typing.${newId()}`);
  await runTurn({ ...facts, ...gathered, verdict, commandText, claim, runtime, sender, typing, log });
  return 'turn';
}

type Known = Omit<TurnFacts, 'recalled' | 'taken'> & { isCommand: boolean; cfg: OpenClawConfig };

/** What has to be read from the workspace before the agent can start. OpenClaw's own commands need none of it. */
async function gather(facts: Known, bot: Admitted['bot'], claim: Claim, desk: Desk) {
  const { event, account, isCommand } = facts;
  const signal = claim.abortSignal;
  const resolve = desk.runtime.channel.inbound.ingress.resolve;
  const tooLong = setTimeout(() => claim.stepAside(), PATIENCE_MS);
  try {
    const [recalled, taken] = await Promise.all([
      isCommand ? undefined : recall({ ...facts, bot, signal }, { ...desk, resolve }),
      take({ event, maxBytes: account.reading.mediaMaxBytes, signal }, desk),
    ]);
    // A stop is no reason to start without them: the event waits for the next start.
    signal.throwIfAborted();
    return { recalled, taken };
  } finally {
    clearTimeout(tooLong);
  }
}
