import { App } from '@rocket.chat/apps-engine/definition/App';
import type { IConfigurationExtend } from '@rocket.chat/apps-engine/definition/accessors/IConfigurationExtend';
import type { IConfigurationModify } from '@rocket.chat/apps-engine/definition/accessors/IConfigurationModify';
import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { ApiSecurity, ApiVisibility } from '@rocket.chat/apps-engine/definition/api/IApi';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IPostMessageSent } from '@rocket.chat/apps-engine/definition/messages/IPostMessageSent';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings/ISetting';
import type { ISettingUpdateContext } from '@rocket.chat/apps-engine/definition/settings/ISettingUpdateContext';
import { cacheBot } from './src/admin/bot.ts';
import { cacheConnection } from './src/admin/connection-cache.ts';
import { SETTINGS, settingBeforeUpdate } from './src/admin/settings.ts';
import { CommandsEndpoint } from './src/commands/endpoint.ts';
import type { Commanded } from './src/commands/workspace.ts';
import { tellHello } from './src/push/hello.ts';
import { type Telling, tellMessageSent } from './src/push/tell.ts';

/** Table of contents: which hook of the server goes to which verb. */
export class OpenClawApp extends App implements IPostMessageSent, Commanded {
  // Ordinary properties: the engine hands hooks a Proxy of this object, on which #private fields throw.
  readonly connection = cacheConnection();
  readonly bot = cacheBot();

  protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
    await Promise.all(SETTINGS.map((setting) => configuration.settings.provideSetting(setting)));
    await configuration.api.provideApi({
      visibility: ApiVisibility.PUBLIC,
      security: ApiSecurity.UNSECURE, // the engine's only value: `commands/receive` is the security
      endpoints: [new CommandsEndpoint(this)],
    });
  }

  override async onEnable(): Promise<boolean> {
    const { reader, http } = this.getAccessors();
    // Awaited, because the log of a hook travels with its answer: what is logged later is lost.
    await tellHello(this.telling(reader, http));
    return true;
  }

  override async onPreSettingUpdate(context: ISettingUpdateContext): Promise<ISetting> {
    return settingBeforeUpdate(context);
  }

  override async onSettingUpdated(_: ISetting, __: IConfigurationModify, read: IRead, http: IHttp): Promise<void> {
    this.connection.forget();
    await tellHello(this.telling(read, http));
  }

  async executePostMessageSent(message: IMessage, read: IRead, http: IHttp): Promise<void> {
    await tellMessageSent(message, this.telling(read, http));
  }

  private telling(read: IRead, http: IHttp): Telling {
    return { app: this, read, http, log: this.getLogger() };
  }
}
