import type { EventOf } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Admitted } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import type { AppClient } from '../app-client/client.ts';
import { type Account, resolveAccount } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { gate } from '../gate/gate.ts';
import type { Challenge } from '../gate/pair.ts';
import { SILENCES, type Silence } from '../gate/verdict.ts';
import type { Sender } from '../reply/sender.ts';
import { typingIn } from '../reply/typing.ts';
import type { Counters } from '../status/counters.ts';
import { conversationOf } from './conversation.ts';
import { runTurn } from './run-turn.ts';
import { stripLeadingMention } from './strip-mention.ts';

export interface Desk {
  readonly accountId: string;
  readonly runtime: PluginRuntime;
  readonly client: AppClient;
  readonly sender: Sender;
  readonly challenge: Challenge;
  readonly counters: Counters;
  readonly newId: () => string;
  readonly log: { info(message: string): void; warn(message: string): void };
}

/** One admitted event → a turn of the agent, or a reason why not. */
export async function handle({ event, bot }: Admitted, claim: Claim, desk: Desk): Promise<void> {
  switch (event.type) {
    case 'message.sent':
      return handleMessage(event, bot, claim, desk);
    case 'message.updated':
    case 'message.deleted':
    case 'reaction.added':
    case 'reaction.removed':
    case 'action.clicked':
    case 'view.submitted':
    case 'command.invoked':
    case 'room.joined':
    case 'room.left':
    case 'app.hello':
      return stayQuiet(event.id, 'unhandled-event', event.type, desk);
  }
}

async function handleMessage(
  event: EventOf<'message.sent'>,
  bot: Admitted['bot'],
  claim: Claim,
  desk: Desk,
): Promise<void> {
  const { accountId, runtime, client, sender, newId, log } = desk;
  const { channel, config } = runtime;
  // Read anew for each event: a change of policy takes effect without a restart of the account.
  const cfg = config.current() as OpenClawConfig;
  const account: Account = resolveAccount(cfg, accountId);
  const conversation = conversationOf(event, accountId, cfg, channel.routing.resolveAgentRoute);
  const commandText = stripLeadingMention(event.message.text, bot.username);
  const isCommand =
    channel.commands.shouldHandleTextCommands({ cfg, surface: CHANNEL_ID, commandSource: 'text' }) &&
    channel.commands.isControlCommandMessage(commandText, cfg);

  const facts = { event, bot, account, conversation, isCommand, cfg };
  const verdict = await gate(facts, channel.inbound.ingress.resolve);
  if (!verdict.start) {
    if (verdict.reason === 'pairing-required' && conversation.kind === 'direct') await desk.challenge(event);
    return stayQuiet(event.id, verdict.reason, verdict.detail, desk);
  }

  desk.counters.turn();
  if (conversation.kind === 'direct') sender.learnDirectRoom(event.actor.id, event.room.id);
  const place = { roomId: event.room.id, threadId: event.message.threadId };
  const typing = typingIn(client, place, () => `typing.${newId()}`);
  await runTurn({ event, account, conversation, verdict, commandText, claim, cfg, runtime, sender, typing, log });
}

/** Says once, in the log, why nothing happens; ids only, never what was written. */
function stayQuiet(eventId: string, reason: Silence, detail: string | undefined, { counters, log }: Desk): void {
  counters.silence(reason);
  const why = detail ? `${SILENCES[reason]}; ${detail}` : SILENCES[reason];
  log.info(`event ${eventId} starts no turn: ${reason} (${why})`);
}
