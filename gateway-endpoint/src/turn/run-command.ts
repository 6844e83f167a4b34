import type { EventOf } from '@rocketchat-openclaw/shared';
import type { BuildChannelInboundEventContextParams } from 'openclaw/plugin-sdk/channel-inbound';
import type { ResolvedChannelMessageIngress } from 'openclaw/plugin-sdk/channel-ingress-runtime';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { GivenCommand } from '../gate/command.ts';
import { granted } from '../host/granted.ts';
import { pastStops, stopping } from '../host/stops.ts';
import { placeOf } from '../place/conversation.ts';
import { label } from '../place/label.ts';
import { nameOf } from '../place/name-of.ts';
import { runStarted, starterOf } from './runs.ts';
import { senderOf } from './sender-of.ts';
import type { Situation } from './situation.ts';
import { atWork, type Waiting } from './waiting.ts';
import { wordsTo } from './words-for.ts';

export interface Running extends Situation {
  readonly event: EventOf<'command.invoked'>;
  readonly command: GivenCommand;
  readonly ingress: ResolvedChannelMessageIngress;
  /** Do only our rules allow it, and not OpenClaw's lists? */
  readonly isGranted: boolean;
  readonly runtime: PluginRuntime;
  readonly waiting: Pick<Waiting, 'countIn'>;
  /** Whispers to the person who asked. */
  readonly answer: (text: string) => Promise<void>;
}

/** Has OpenClaw carry out a command in the session of the room or thread in which it was given. */
export async function runCommand(running: Running): Promise<void> {
  const { command, conversation, runtime } = running;
  const { route, sessionKey } = conversation;
  if (command.name === 'stop') return stopping(sessionKey, () => dispatch(running));
  await pastStops({ agentId: route.agentId, sessionKey }, runtime.agent.session);
  return dispatch(running);
}

async function dispatch(running: Running): Promise<void> {
  const { account, cfg, command, conversation, isGranted, runtime, answer, event } = running;
  const line = () => atWork(running, event.actor.id, running.waiting, wordsTo(event));
  const { route, sessionKey } = conversation;
  const context = commandContext(running);
  const run = command.name === 'status' ? undefined : runStarted(sessionKey, starterOf(event.actor, account));
  try {
    await runtime.channel.inbound.dispatch({
      cfg,
      ...(isGranted && granted(cfg, context.sender.id)),
      channel: CHANNEL_ID,
      accountId: account.accountId,
      route: { agentId: route.agentId, sessionKey, ...(route.dmScope && { dmScope: route.dmScope }) },
      ctxPayload: runtime.channel.inbound.buildContext(context),
      delivery: {
        async deliver({ text = '' }) {
          await answer(command.name === 'status' && text !== '' ? `${text}\n${line()}` : text);
          return { messageIds: [], visibleReplySent: text !== '' };
        },
      },
    });
  } finally {
    run?.ends();
  }
}

function commandContext({ event, account, command, conversation, ingress, isGranted }: Running) {
  const { id: messageId, at, room, actor } = event;
  const { accountId } = account;
  return {
    ...placeOf(conversation, { accountId, roomId: room.id, label: label(room.name) || nameOf(actor) }),
    channelIngress: ingress,
    messageId,
    timestamp: at,
    sender: senderOf(actor, accountId),
    message: { rawBody: command.text, commandBody: command.text, bodyForAgent: command.text },
    // OpenClaw's fast path for native commands ignores a configuration that is passed in. As a text it is the same
    // command, and it is answered beside a running turn as well.
    command: { kind: isGranted ? 'text-slash' : 'native', body: command.text, name: command.name, authorized: true },
    access: { commands: { authorized: true } },
  } satisfies BuildChannelInboundEventContextParams;
}
