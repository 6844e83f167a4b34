import type { Bot } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { gatewayHello } from '../../account/hello.ts';
import { running } from '../../account/running.ts';
import { workspaceOf } from '../../account/workspace.ts';
import { resolveAccount } from '../../config/account.ts';
import { machine } from '../../machine.ts';

/** The bot of an account that does not run here, as in the CLI: the workspace is asked. @throws AppCallError */
export async function botOf(cfg: OpenClawConfig, accountId: string | null | undefined): Promise<Bot> {
  const { accountId: id, policy } = resolveAccount(cfg, accountId);
  const known = running.get(id)?.app?.bot;
  if (known) return known;
  const gateway = gatewayHello(id, policy, machine.clock());
  const hello = { v: 1, command: 'hello', key: `hello.${machine.newId()}`, gateway } as const;
  return (await workspaceOf(cfg, id).client.call(hello)).bot;
}
