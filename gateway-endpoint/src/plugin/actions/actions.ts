import type { Bot } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { jsonResult, ToolAuthorizationError } from 'openclaw/plugin-sdk/channel-actions';
import type { ChannelMessageActionAdapter, ChannelMessageActionContext } from 'openclaw/plugin-sdk/channel-contract';
import type { AppClient } from '../../app-client/client.ts';
import { listAccountIds, resolveAccount } from '../../config/account.ts';
import type { ResolveIngress } from '../../gate/question.ts';
import type { Deed } from './deed.ts';
import { explain } from './explain.ts';
import { channelInfo, memberInfo } from './info.ts';
import { offeredBy, SWITCHES, type Switched } from './offered.ts';
import { edit, remove } from './own-messages.ts';
import { ownWords } from './own-words.ts';
import { listPins, pin, unpin } from './pins.ts';
import { roomIdOf, targetOf } from './place.ts';
import { react, reactions } from './react.ts';
import { readVia } from './read.ts';

interface Acting {
  readonly clientIn: (cfg: OpenClawConfig, accountId: string | null | undefined) => AppClient;
  readonly botOf: (cfg: OpenClawConfig, accountId: string | null | undefined) => Promise<Bot>;
  readonly resolve: () => ResolveIngress;
  readonly newId: () => string;
}

/**
 * The `message` tool beside sending and polls, which OpenClaw does through `outbound`: the switch of the action → the
 * conversation it is about → one deed. Errors are sentences for the model.
 */
export function actionsVia({ clientIn, botOf, resolve, newId }: Acting): ChannelMessageActionAdapter {
  const deeds: { readonly [A in Exclude<Switched, 'poll'>]: Deed } = {
    react,
    reactions,
    read: readVia(resolve),
    edit,
    delete: remove,
    pin,
    unpin,
    'list-pins': listPins,
    'member-info': memberInfo,
    'channel-info': channelInfo,
  };
  const isOurs = (action: string): action is keyof typeof deeds => Object.hasOwn(deeds, action);

  async function act(context: ChannelMessageActionContext, action: keyof typeof deeds) {
    const { cfg, params, toolContext } = context;
    const account = resolveAccount(cfg, context.accountId);
    const { accountId } = account;
    if (!account.actions[SWITCHES[action]]) {
      throw new ToolAuthorizationError(`${action} is switched off here (actions.${SWITCHES[action]}).`);
    }
    const target = targetOf(context, accountId);
    const client = clientIn(cfg, accountId);
    const envelope = () => ({ v: 1, key: `action.${newId()}` }) as const;
    const roomId = await roomIdOf(target, client, envelope);
    const isOperator = context.conversationReadOrigin === 'direct-operator';
    const bot = () => botOf(cfg, accountId);
    context.assertDirectAdapterHandoff?.();
    const place = { cfg, account, target, roomId };
    return deeds[action]({ ...place, params, toolContext, isOperator, client, envelope, bot });
  }

  return {
    describeMessageTool({ cfg, accountId }) {
      const accounts = (accountId ? [accountId] : listAccountIds(cfg)).map((id) => resolveAccount(cfg, id));
      return { actions: offeredBy(accounts), capabilities: ['presentation'] };
    },
    supportsAction: ({ action }) => isOurs(action),
    // A message's id does not name a conversation, but OpenClaw would take it for one.
    messageActionTargetAliases: { edit: { aliases: ['messageId'], deliveryTargetAliases: [] } },
    prepareSendPayload: ({ payload }) => ownWords(payload),
    async handleAction(context) {
      const { action } = context;
      if (!isOurs(action)) throw new Error(`Rocket.Chat has no action ${action}.`);
      try {
        return jsonResult(await act(context, action));
      } catch (error) {
        throw explain(error, action);
      }
    },
  };
}
