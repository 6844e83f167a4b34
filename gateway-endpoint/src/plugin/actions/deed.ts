import type { Bot } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { ChannelMessageActionContext } from 'openclaw/plugin-sdk/channel-contract';
import type { AppClient } from '../../app-client/client.ts';
import type { Account } from '../../config/account.ts';
import type { Target } from '../../place/target.ts';

export interface Doing {
  readonly params: Record<string, unknown>;
  readonly toolContext: ChannelMessageActionContext['toolContext'];
  /** Did an operator ask for it on the command line? Then no policy for people applies. */
  readonly isOperator: boolean;
  readonly cfg: OpenClawConfig;
  readonly account: Account;
  readonly target: Target;
  readonly roomId: string;
  readonly client: AppClient;
  /** New each time: a model that asks twice wants it twice. */
  readonly envelope: () => { readonly v: 1; readonly key: string };
  readonly bot: () => Promise<Bot>;
}

/** Carries out one action of the `message` tool, and returns its result for the model. */
export type Deed = (doing: Doing) => Promise<Record<string, unknown>>;
