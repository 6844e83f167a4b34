import type { EventOf } from '@rocketchat-openclaw/shared';
import type { ResolvedChannelMessageIngress } from 'openclaw/plugin-sdk/channel-ingress-runtime';
import type { Admitted } from '../admit/admitted.ts';
import type { Claim } from '../admit/inbox.ts';
import { type GivenCommand, readCommand } from '../gate/command.ts';
import { whyNotCommand } from '../gate/gate.ts';
import { helpFor, refusalFor } from '../gate/hints.ts';
import { mayOperate } from '../gate/operators.ts';
import type { Outcome } from '../gate/outcomes.ts';
import { questionAbout, silenceOf } from '../gate/question.ts';
import { isBot, ruleOut } from '../gate/rules.ts';
import type { Rights, Silence } from '../gate/verdict.ts';
import { approveByWords } from './approve-by-words.ts';
import { commandInOrder } from './command-in-order.ts';
import { runCommand } from './run-command.ts';
import { answersAt, areAllRunsBy } from './runs.ts';
import type { Services } from './services.ts';
import { type Situation, situate } from './situation.ts';
import { stepAsideAfter } from './step-aside.ts';
import { tellAuthor } from './tell-author.ts';
import { whoseRun } from './waiting.ts';
import { wordsTo } from './words-for.ts';

type Invoked = EventOf<'command.invoked'>;

/** The app's slash command. Its arguments are a command as in `!model gpt`, with the same rules. */
const SLASH_COMMAND = 'openclaw';

/**
 * Runs a slash command. A whisper gives the person OpenClaw's answer, or the reason why there is none.
 *
 * @returns undefined if it waits for another attempt
 */
export async function handleCommand(
  event: Invoked,
  bot: Admitted['bot'],
  claim: Claim,
  services: Services,
): Promise<Outcome | undefined> {
  if (event.command !== SLASH_COMMAND) return { silence: 'unhandled-event', detail: event.type };
  const situation = await situate({ ...event, message: { threadId: event.threadId } }, services);
  const command = commandOf(event);
  const heard = await hear(event, bot, { command, situation }, services);
  const { actor, threadId } = event;
  const words = wordsTo(event);
  if ('silence' in heard) {
    const facts = { userId: actor.id, commandPrefix: `/${SLASH_COMMAND} `, may: heard.may, hasCode: false, words };
    const refusal = { threadId, text: refusalFor(heard.silence, facts), purpose: 'refusal' };
    if (actor.id !== bot.id && !isBot(actor)) await tellAuthor(event, refusal, services);
    return { silence: heard.silence, ...(heard.detail && { detail: heard.detail }) };
  }
  let answers = 0;
  const answer = (text: string) => tellAuthor(event, { threadId, text, purpose: `command-${answers++}` }, services);
  if (command.name === 'help') {
    await answer(helpFor({ commandPrefix: `/${SLASH_COMMAND} `, may: heard.may, words }));
    return 'command';
  }
  if (command.name === 'approve') {
    await answer(await approveByWords(command.text, event, situation, services));
    return 'command';
  }
  const { runtime, waiting } = services;
  const { sessionKey } = situation.conversation;
  const onWait = () => {
    const text = words.NEW_SESSION_WAITS(whoseRun({ ...situation, event }));
    tellAuthor(event, { threadId, text, purpose: 'waits' }, services).catch(() => undefined);
  };
  const given = { command, sessionKey, answersAt: answersAt({ ...situation, event }), onWait };
  const run = () => runCommand({ ...situation, ...heard, event, command, runtime, waiting, answer });
  const isDone = await stepAsideAfter(claim, () => commandInOrder(given, claim, run));
  return isDone ? 'command' : undefined;
}

/** The first argument is the name of the command; without one it is `help`. */
function commandOf({ text }: Invoked): GivenCommand {
  const given = text.trim().replace(/^\/+/, '') || 'help';
  return readCommand(`/${given}`, { prefix: '/', isOpenClaws: () => false }) ?? UNREADABLE;
}

const UNREADABLE: GivenCommand = { name: '', text: '', rule: 'unknown', isOurs: true };

interface Asked {
  readonly command: GivenCommand;
  readonly situation: Situation;
}

type Heard =
  | { readonly ingress: ResolvedChannelMessageIngress; readonly isGranted: boolean; readonly may: Rights }
  | { readonly silence: Silence; readonly detail?: string; readonly may?: Rights };

/** May this person run this command here? A command never leads to a pairing code. */
async function hear(event: Invoked, bot: Admitted['bot'], asked: Asked, { runtime }: Services): Promise<Heard> {
  const { command, situation } = asked;
  const { account, cfg, conversation, rule } = situation;
  const { actor, room } = event;
  const ruledOut = ruleOut(event, bot, rule.allowBots, true);
  if (ruledOut) return { silence: ruledOut };
  const { resolve } = runtime.channel.inbound.ingress;
  const person = { actor, kind: conversation.kind, roomId: room.id, rule, account, cfg };
  const ingress = await resolve({
    ...questionAbout(person),
    event: { kind: 'native-command', authMode: 'inbound', mayPair: false },
    contextBinding: {
      agentId: conversation.route.agentId,
      sessionKey: conversation.sessionKey,
      messageId: event.id,
      nativeChannelId: room.id,
      inboundEventKind: 'user_request',
    },
  });
  const { admission, reasonCode } = ingress.ingress;
  if (admission !== 'dispatch') return { silence: silenceOf(reasonCode, person), detail: reasonCode };
  const isOperator = await mayOperate(person, resolve);
  const starter = { accountId: account.accountId, userId: actor.id };
  const isOwnRun = areAllRunsBy(conversation.sessionKey, starter);
  const isApprover = account.approvers.includes(actor.id);
  const silence = whyNotCommand(command, { isOperator, isOwnRun, isApprover });
  return silence
    ? { silence, may: { isOperator, isApprover } }
    : { ingress, isGranted: !isOperator, may: { isOperator, isApprover } };
}
