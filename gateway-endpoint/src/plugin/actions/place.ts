import { ToolAuthorizationError } from 'openclaw/plugin-sdk/channel-actions';
import type { ChannelMessageActionContext } from 'openclaw/plugin-sdk/channel-contract';
import type { AppClient } from '../../app-client/client.ts';
import { CHANNEL_ID } from '../../config/channel-id.ts';
import { readTarget, TARGET_FORMS, type Target } from '../../place/target.ts';

type ActionContext = Pick<
  ChannelMessageActionContext,
  'params' | 'toolContext' | 'conversationReadOrigin' | 'requesterAccountId' | 'requesterSenderId'
>;

/**
 * The conversation that an action is about. OpenClaw has asked the same of an agent's request before it reached us; here
 * it is asked once more, so that nothing but an operator's own command reaches another room whatever OpenClaw becomes.
 *
 * @throws ToolAuthorizationError
 */
export function targetOf({ params, ...context }: ActionContext, accountId: string): Target {
  const current = currentTargets(context);
  const wanted = namedBy(params, current[0]);
  if (!wanted) throw new Error(`Say which conversation: \`target\` takes ${TARGET_FORMS}.`);
  if (context.conversationReadOrigin === 'direct-operator') return wanted;
  const isHere = current.some((each) => isSame(each, wanted));
  if (!isHere || !isAsked(context, accountId)) {
    throw new ToolAuthorizationError('This works only in the conversation that you are in. Leave `target` out.');
  }
  return wanted;
}

/** A direct conversation is named by its person, and has a room all the same. */
export async function roomIdOf(
  target: Target,
  client: AppClient,
  envelope: () => { readonly v: 1; readonly key: string },
): Promise<string> {
  if ('roomId' in target) return target.roomId;
  const { room } = await client.call({ ...envelope(), command: 'openDirect', userIds: [target.userId] });
  return room.id;
}

/** Was it asked by a person of this workspace? */
function isAsked(
  { toolContext, requesterAccountId, requesterSenderId }: Omit<ActionContext, 'params'>,
  accountId: string,
) {
  const isOurs = toolContext?.currentChannelProvider === CHANNEL_ID;
  return isOurs && Boolean(requesterSenderId) && requesterAccountId === accountId;
}

/** OpenClaw resolves `target` to `to`, or to `channelId`, which is a room's id with or without saying so. */
function namedBy({ to, channelId, target }: Record<string, unknown>, current: Target | undefined): Target | undefined {
  if (isSaid(to)) return readTarget(to);
  if (isSaid(channelId)) return readTarget(channelId) ?? { roomId: channelId };
  return isSaid(target) ? readTarget(target) : current;
}

function currentTargets({ toolContext }: Pick<ActionContext, 'toolContext'>): Target[] {
  const named = [toolContext?.currentMessagingTarget, toolContext?.currentChannelId];
  return named.flatMap((each) => (isSaid(each) ? (readTarget(each) ?? []) : []));
}

const isSaid = (text: unknown): text is string => typeof text === 'string' && text.trim() !== '';

function isSame(one: Target, other: Target): boolean {
  if ('userId' in one) return 'userId' in other && one.userId === other.userId;
  return 'roomId' in other && one.roomId === other.roomId;
}
