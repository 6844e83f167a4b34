import { type Bot, LIMITS } from '@rocketchat-openclaw/shared';
import { readPositiveIntegerParam, readStringParam } from 'openclaw/plugin-sdk/channel-actions';
import { running } from '../../account/running.ts';
import type { ResolveIngress } from '../../gate/question.ts';
import { ruleOf } from '../../gate/room-rule.ts';
import { fileLabel } from '../../place/label.ts';
import { speakerOf } from '../../place/name-of.ts';
import { allWords } from '../../place/shown.ts';
import type { Past } from '../../turn/history/recalling.ts';
import { visibleTo } from '../../turn/history/visible.ts';
import type { Deed, Doing } from './deed.ts';

const DEFAULT_LIMIT = 20;

/**
 * Reads messages, oldest first: of the thread that is named or that the agent is in, otherwise of the room.
 *
 * @param resolve decides whose messages may be read under `contextVisibility`; an operator sees all
 */
export function readVia(resolve: () => ResolveIngress): Deed {
  return async (doing) => {
    const limit = Math.min(readPositiveIntegerParam(doing.params, 'limit') ?? DEFAULT_LIMIT, LIMITS.listItems);
    const bot = await doing.bot();
    const found = await lookAt(doing, limit);
    const shown = doing.isOperator ? found : await visibleTo(found, readerOf(doing, bot.id), resolve());
    const [oldest] = found;
    return {
      ok: true,
      messages: shown.map((each) => lineOf(each, bot)),
      ...(oldest && found.length === limit && { olderWith: { before: timeOf(oldest.message.createdAt) } }),
    };
  };
}

async function lookAt({ params, toolContext, roomId, client, envelope }: Doing, limit: number): Promise<Past> {
  const before = instantOf(readStringParam(params, 'before'));
  const threadId = readStringParam(params, 'threadId') ?? toolContext?.currentThreadTs;
  if (!threadId) {
    return (
      await client.call({ ...envelope(), command: 'history', roomId, limit, ...(before !== undefined && { before }) })
    ).messages;
  }
  const { messages } = await client.call({
    ...envelope(),
    command: 'thread',
    roomId,
    threadId,
    limit: LIMITS.listItems,
  });
  return messages.filter(({ message }) => before === undefined || message.createdAt < before).slice(-limit);
}

function readerOf({ account, cfg, target, roomId }: Doing, botId: string) {
  const idOf = running.get(account.accountId)?.roomNames.idOf ?? (() => undefined);
  const kind = 'userId' in target ? 'direct' : 'channel';
  return { account, cfg, kind, roomId, botId, rule: ruleOf(roomId, account.policy, idOf) } as const;
}

/** A message for the model, with its author. Names are cleaned. */
export function lineOf({ message, actor }: Past[number], bot: Bot) {
  const { id, threadId, files, createdAt, editedAt } = message;
  return {
    id,
    at: timeOf(createdAt),
    from: speakerOf(actor, message, bot),
    text: allWords(message, bot),
    ...(threadId && { threadId }),
    ...(files.length > 0 && { files: files.map((file) => fileLabel(file.name)) }),
    ...(editedAt !== undefined && { editedAt: timeOf(editedAt) }),
  };
}

const timeOf = (instant: number): string => new Date(instant).toISOString();

/** ISO 8601, or milliseconds since 1970. */
function instantOf(written: string | undefined): number | undefined {
  if (!written) return undefined;
  const instant = /^\d+$/.test(written) ? Number(written) : Date.parse(written);
  if (Number.isSafeInteger(instant) && instant >= 0) return instant;
  throw new Error('`before` takes a time, such as the `at` of the oldest message that you have seen.');
}
