import type { EventOf } from '@rocketchat-openclaw/shared';
import type { Admitted } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { type GivenCommand, readCommand } from '../gate/command.ts';
import { gate } from '../gate/gate.ts';
import { recall } from '../history/recall.ts';
import { take } from '../media/take.ts';
import { typingIn } from '../reply/typing.ts';
import type { Fate } from '../status/fates.ts';
import type { TurnFacts } from './context.ts';
import type { Desk } from './desk.ts';
import { runTurn } from './run-turn.ts';
import { type Scene, sceneOf } from './scene.ts';
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
  const { runtime, client, sender, turns, threads, newId, log } = desk;
  const scene = await sceneOf(event, desk);
  const command = commandIn(event, bot, scene, runtime);
  const verdict = await gate({ ...scene, event, bot, command }, runtime.channel.inbound.ingress.resolve, threads);
  if (!verdict.start) {
    if (verdict.reason === 'pairing-required' && scene.conversation.kind === 'direct') await desk.challenge(event);
    return { silence: verdict.reason, detail: verdict.detail };
  }
  const { id: messageId, createdAt: writtenAt, threadId } = event.message;
  const turn = { messageId, eventId: event.id, sessionKey: scene.conversation.sessionKey, writtenAt };
  if (!turns.claim(turn)) return { silence: 'already-a-turn' };

  const facts = { ...scene, event, bot, verdict };
  const gathered = await gather(facts, claim, desk);
  desk.counters.turn();
  if (scene.conversation.kind === 'direct') sender.learnDirectRoom(event.actor.id, event.room.id);
  const typing = typingIn(client, { roomId: event.room.id, threadId }, () => `typing.${newId()}`);
  await runTurn({ ...facts, ...gathered, claim, runtime, sender, typing, log });
  return 'turn';
}

/** A command may follow a mention of the bot: `@bot /new`. */
function commandIn(
  { message }: EventOf<'message.sent'>,
  bot: Admitted['bot'],
  { account, cfg }: Scene,
  { channel }: Desk['runtime'],
): GivenCommand | undefined {
  const { shouldHandleTextCommands, isControlCommandMessage } = channel.commands;
  return readCommand(stripLeadingMention(message.text, bot.username), {
    prefix: account.policy.commandPrefix,
    isOpenClaws: (text) =>
      shouldHandleTextCommands({ cfg, surface: CHANNEL_ID, commandSource: 'text' }) &&
      isControlCommandMessage(text, cfg),
  });
}

type Known = Omit<TurnFacts, 'recalled' | 'taken'>;

/** What has to be read from the workspace before the agent can start. Commands need none of it. */
async function gather(facts: Known, claim: Claim, desk: Desk) {
  const { event, account, verdict } = facts;
  const signal = claim.abortSignal;
  const resolve = desk.runtime.channel.inbound.ingress.resolve;
  const tooLong = setTimeout(() => claim.stepAside(), PATIENCE_MS);
  try {
    const [recalled, taken] = await Promise.all([
      verdict.command ? undefined : recall({ ...facts, signal }, { ...desk, resolve }),
      take({ event, maxBytes: account.reading.mediaMaxBytes, signal }, desk),
    ]);
    // A stop is no reason to start without them: the event waits for the next start.
    signal.throwIfAborted();
    return { recalled, taken };
  } finally {
    clearTimeout(tooLong);
  }
}
