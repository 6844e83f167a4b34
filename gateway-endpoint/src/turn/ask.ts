import type { EventOf } from '@rocketchat-openclaw/shared';
import { isAbortRequestText } from 'openclaw/plugin-sdk/command-primitives-runtime';
import type { Admitted } from '../admit/admitted.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { type GivenCommand, readCommand } from '../gate/command.ts';
import { type GateFacts, gate } from '../gate/gate.ts';
import type { Verdict } from '../gate/verdict.ts';
import { ownWords } from '../place/shown.ts';
import { readerIn, withVisibleQuotations } from './history/visible.ts';
import { areAllRunsBy, isRunning } from './runs.ts';
import type { Services } from './services.ts';
import { type Situation, situate } from './situation.ts';
import { stripLeadingMention } from './strip-mention.ts';

/** Words of a control that a person clicked. They are no command, except for one that everybody may use. */
export interface FromControl {
  readonly command: GivenCommand | undefined;
  /** Where it was clicked. */
  readonly situation: Situation;
}

/** A message and its situation, before the gate decides about it. */
export type Asked = Situation & GateFacts;

/** Finds out where a message was written, by whose rules, and which command it is. */
export async function ask(
  told: EventOf<'message.sent'>,
  bot: Admitted['bot'],
  services: Services,
  control?: FromControl,
): Promise<Asked> {
  const { runtime } = services;
  const situation = control?.situation ?? (await situate(told, services, told.message.id));
  const reader = readerIn(situation, told.room.id, bot.id);
  const { resolve } = runtime.channel.inbound.ingress;
  const event = { ...told, message: await withVisibleQuotations(told.message, reader, resolve) };
  const { accountId } = situation.account;
  const { sessionKey } = situation.conversation;
  return {
    ...situation,
    event,
    bot,
    command: control ? control.command : commandIn(event, bot, situation, runtime),
    isOwnRun: areAllRunsBy(sessionKey, { accountId, userId: event.actor.id }),
    isRunning: isRunning(sessionKey),
    isFromControl: control !== undefined,
  };
}

/** The same, and what the gate decides about it. */
export async function judge(...given: Parameters<typeof ask>): Promise<Asked & { readonly verdict: Verdict }> {
  const [, , { runtime, threads }] = given;
  const asked = await ask(...given);
  return { ...asked, verdict: await gate(asked, runtime.channel.inbound.ingress.resolve, threads) };
}

/** A command may follow a mention of the bot: `@bot /new`. */
function commandIn(
  { message }: EventOf<'message.sent'>,
  bot: Admitted['bot'],
  { account, cfg }: Situation,
  { channel }: Services['runtime'],
): GivenCommand | undefined {
  const { shouldHandleTextCommands, isControlCommandMessage } = channel.commands;
  return readCommand(stripLeadingMention(ownWords(message), bot.username), {
    prefix: account.policy.commandPrefix,
    isOpenClaws: (text) =>
      shouldHandleTextCommands({ cfg, surface: CHANNEL_ID, commandSource: 'text' }) &&
      // Also those that are switched off: they are no words for a model.
      (isControlCommandMessage(text, cfg) || isControlCommandMessage(text)),
    isAbort: isAbortRequestText,
  });
}
