import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { type AppHello, type CommandOf, nothingLeft } from '@rocketchat-openclaw/shared';
import { clock } from '../sandbox.ts';
import type { Commanded, Workspace } from './workspace.ts';

/** The gateway introduces itself and learns who we are. */
export async function hello(
  { v: _v, key: _key, command: _command, gateway, ...rest }: CommandOf<'hello'>,
  { read, persistence }: Workspace,
  app: Commanded,
): Promise<AppHello> {
  nothingLeft(rest);
  app.memory.gatewayHello.note(gateway, await app.memory.connection.get(read));
  await app.memory.gatewayHello.save(persistence);
  app.getLogger().info(`OpenClaw gateway ${gateway.pluginVersion} is connected as account ${gateway.accountId}`);
  return introduce(read, app);
}

export async function introduce(read: IRead, app: Pick<Commanded, 'memory' | 'getVersion'>): Promise<AppHello> {
  return {
    appVersion: app.getVersion(),
    bot: await app.memory.bot.refresh(read),
    siteUrl: String((await read.getEnvironmentReader().getServerSettings().getValueById('Site_Url')) ?? ''),
    egress: await app.memory.egress.get(read),
    messageMaxChars: await app.memory.messageMaxChars.refresh(read),
    now: clock(),
  };
}
