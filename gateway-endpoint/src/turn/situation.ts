import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Present } from '../config/present.ts';
import type { RoomNames } from '../gate/room-names.ts';
import { type RoomRule, ruleOf } from '../gate/room-rule.ts';
import { type Conversation, conversationOf, type Happened } from '../place/conversation.ts';
import { answerThreadOf } from './answer-thread.ts';

/** The conversation of an event, with the account and the room rule that apply. */
export interface Situation extends Present {
  readonly conversation: Conversation;
  readonly rule: RoomRule;
}

interface Looking {
  readonly present: Present;
  readonly runtime: Pick<PluginRuntime, 'channel'>;
  readonly roomNames: RoomNames;
}

/**
 * @param questionId the message to be answered, if there is one
 * @param isCall does the event address the bot?
 */
export async function situate(
  happened: Happened,
  { present, runtime, roomNames }: Looking,
  questionId?: string,
  isCall = true,
): Promise<Situation> {
  const { cfg, account } = present;
  const { room } = happened;
  // Direct rooms have no names, and their people have a policy of their own.
  if (room.type !== 'direct') await roomNames.follow(Object.keys(account.policy.rooms), room, isCall);
  const rule = ruleOf(room.id, account.policy, roomNames.idOf);
  const thread = answerThreadOf(happened, questionId, rule, account.threading);
  const conversation = conversationOf(
    happened,
    account.accountId,
    cfg,
    runtime.channel.routing.resolveAgentRoute,
    thread,
  );
  return { cfg, account, conversation, rule };
}
