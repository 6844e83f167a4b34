import { type AppStatus, AppStatusUtils } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { IAppInstallationContext } from '@rocket.chat/apps-engine/definition/accessors/IAppInstallationContext';
import type { IConfigurationExtend } from '@rocket.chat/apps-engine/definition/accessors/IConfigurationExtend';
import type { IConfigurationModify } from '@rocket.chat/apps-engine/definition/accessors/IConfigurationModify';
import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { ApiSecurity, ApiVisibility } from '@rocket.chat/apps-engine/definition/api/IApi';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IMessageDeleteContext } from '@rocket.chat/apps-engine/definition/messages/IMessageDeleteContext';
import type { IMessageReactionContext } from '@rocket.chat/apps-engine/definition/messages/IMessageReactionContext';
import type { IPostMessageDeleted } from '@rocket.chat/apps-engine/definition/messages/IPostMessageDeleted';
import type { IPostMessageReacted } from '@rocket.chat/apps-engine/definition/messages/IPostMessageReacted';
import type { IPostMessageSent } from '@rocket.chat/apps-engine/definition/messages/IPostMessageSent';
import type { IPostMessageUpdated } from '@rocket.chat/apps-engine/definition/messages/IPostMessageUpdated';
import type { IPostSystemMessageSent } from '@rocket.chat/apps-engine/definition/messages/IPostSystemMessageSent';
import type { IPostRoomCreate } from '@rocket.chat/apps-engine/definition/rooms/IPostRoomCreate';
import type { IPostRoomUserJoined } from '@rocket.chat/apps-engine/definition/rooms/IPostRoomUserJoined';
import type { IPostRoomUserLeave } from '@rocket.chat/apps-engine/definition/rooms/IPostRoomUserLeave';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { IRoomUserJoinedContext } from '@rocket.chat/apps-engine/definition/rooms/IRoomUserJoinedContext';
import type { IRoomUserLeaveContext } from '@rocket.chat/apps-engine/definition/rooms/IRoomUserLeaveContext';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings/ISetting';
import type { ISettingUpdateContext } from '@rocket.chat/apps-engine/definition/settings/ISettingUpdateContext';
import type { IUIKitInteractionHandler } from '@rocket.chat/apps-engine/definition/uikit/IUIKitActionHandler';
import type { IUIKitResponse } from '@rocket.chat/apps-engine/definition/uikit/IUIKitInteractionType';
import type {
  UIKitActionButtonInteractionContext,
  UIKitBlockInteractionContext,
  UIKitViewCloseInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit/UIKitInteractionContext';
import { PANEL_BUTTON, pressPanelButton } from './src/admin/panel.ts';
import { answerBlock } from './src/admin/panel-click.ts';
import { settingChanged } from './src/admin/setting-changed.ts';
import { OpenClawCommand } from './src/admin/slash-command.ts';
import { welcome } from './src/admin/welcome.ts';
import { heardDeletion, heardEdit, heardMessage } from './src/capture/message-events.ts';
import { heardReaction } from './src/capture/reaction.ts';
import { CommandsEndpoint } from './src/commands/endpoint.ts';
import { hearBan } from './src/hear/ban.ts';
import { sayItIsEncrypted } from './src/hear/encrypted.ts';
import { tellMembership } from './src/hear/membership.ts';
import { tell } from './src/hear/tell.ts';
import { tellMessage } from './src/hints/tell-message.ts';
import { answerForm } from './src/interactions/answer-form.ts';
import { LiveApp } from './src/live-app.ts';
import { tellHello } from './src/push/hello.ts';
import { outboxAccessors } from './src/push/outbox-accessors.ts';
import { SETTINGS } from './src/settings/settings.ts';
import { settingBeforeUpdate } from './src/settings/take-secrets.ts';
import { sweepJob } from './src/sweep/job.ts';

type Hooks = IPostMessageSent &
  IPostMessageUpdated &
  IPostMessageDeleted &
  IPostMessageReacted &
  IPostSystemMessageSent &
  IPostRoomCreate &
  IPostRoomUserJoined &
  IPostRoomUserLeave &
  IUIKitInteractionHandler;

/** Table of contents: which hook of the server goes to which verb. */
export class OpenClawApp extends LiveApp implements Hooks {
  protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
    await Promise.all(SETTINGS.map((setting) => configuration.settings.provideSetting(setting)));
    await configuration.api.provideApi({
      // The server answers 404 to visitors who do not know the path, without calling the sandbox. A body or a query
      // with `__proto__` in it ends the sandbox (the engine's msgpack), so only the gateway may reach it.
      visibility: ApiVisibility.PRIVATE,
      security: ApiSecurity.UNSECURE, // the engine's only value: `commands/receive` is the security
      endpoints: [new CommandsEndpoint(this)],
    });
    this.toWrite.provide(configuration);
    // In the sandbox it is a call to the server, whatever its type says.
    await configuration.ui.registerButton(PANEL_BUTTON);
    await configuration.scheduler.registerProcessors([sweepJob(this)]);
    // Last, because after a disable the engine still has it and throws here: registrations behind it would be missing.
    await configuration.slashCommands.provideSlashCommand(new OpenClawCommand(this));
  }

  /** Before the app is switched on for the first time, and before it has its settings. */
  override async onInstall(
    { user }: IAppInstallationContext,
    read: IRead,
    _: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await welcome(user, { read, modify, persistence }, this.getLogger());
  }

  override async onEnable(): Promise<boolean> {
    const { reader, http } = this.getAccessors();
    if (!(await this.mayStore(reader))) return false;
    await this.toWrite.ask(http);
    const { persistence } = this.toWrite;
    if (persistence) await this.takeOverSecrets(reader, persistence);
    // Awaited, because the log of a hook travels with its answer: later lines are lost.
    await tellHello(this, reader, http);
    if (persistence) await this.switchOn(reader, http, persistence);
    return true;
  }

  override async onDisable(): Promise<void> {
    await this.switchOff();
  }

  /** The engine calls it after every change of status. It does not call `onDisable` when a licence has run out. */
  protected override async setStatus(status: AppStatus): Promise<void> {
    await super.setStatus(status);
    if (AppStatusUtils.isDisabled(status)) await this.switchOff();
  }

  override async onPreSettingUpdate(
    { newSetting }: ISettingUpdateContext,
    _: IConfigurationModify,
    read: IRead,
    http: IHttp,
  ): Promise<ISetting> {
    await this.toWrite.ask(http);
    const { persistence } = this.toWrite;
    // The engine's type does not know that nothing may be returned.
    return (await settingBeforeUpdate(newSetting, persistence && { read, persistence })) as ISetting;
  }

  override async onSettingUpdated({ id }: ISetting, _: IConfigurationModify, read: IRead, http: IHttp): Promise<void> {
    this.memory.connection.forget();
    this.memory.egress.forget();
    this.memory.gatewayHello.forget();
    const telling = await this.tellingWhileOn(read, http);
    // Before the hello: the gateway may take seconds to answer, and messages that come meanwhile need the new rules.
    if (telling) await settingChanged(id, telling);
    await tellHello(this, read, http);
    // Another connection may take what waits.
    if (telling) this.outbox.wake(outboxAccessors(telling));
  }

  async executePostMessageSent(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.underWay.add(tellMessage(heardMessage(message), message, this.telling(read, http, persistence), modify));
  }

  async executePostMessageUpdated(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.underWay.add(tellMessage(heardEdit(message), message, this.telling(read, http, persistence), modify));
  }

  async executePostMessageDeleted(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    _: IModify,
    { user }: IMessageDeleteContext,
  ): Promise<void> {
    await this.underWay.add(tell(heardDeletion(message, user), this.telling(read, http, persistence)));
  }

  async executePostMessageReacted(
    context: IMessageReactionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<void> {
    await this.underWay.add(tell(heardReaction(context), this.telling(read, http, persistence)));
  }

  async executePostRoomUserJoined(
    { room, joiningUser, inviter }: IRoomUserJoinedContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<void> {
    await this.underWay.add(
      tellMembership('room.joined', room, joiningUser, inviter, this.telling(read, http, persistence)),
    );
  }

  async executePostRoomUserLeave(
    { room, leavingUser, removedBy }: IRoomUserLeaveContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<void> {
    await this.underWay.add(
      tellMembership('room.left', room, leavingUser, removedBy, this.telling(read, http, persistence)),
    );
  }

  async executePostRoomCreate(_: IRoom, read: IRead): Promise<void> {
    // The server calls no hook for the first members of a room. They are read now, so that no message has to wait for
    // it.
    await this.underWay.add(this.memory.memberships.refresh(read));
  }

  async executePostSystemMessageSent(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await this.underWay.add(sayItIsEncrypted(message, this, { read, modify, persistence }));
    await this.underWay.add(hearBan(message, this.telling(read, http, persistence)));
  }

  async executeBlockActionHandler(
    context: UIKitBlockInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<IUIKitResponse> {
    return this.underWay.add(answerBlock(context, this.telling(read, http, persistence), modify));
  }

  /** Without it the server writes a warning for each panel and form that somebody closes (AppListenerManager.ts). */
  async executeViewClosedHandler(context: UIKitViewCloseInteractionContext): Promise<IUIKitResponse> {
    return context.getInteractionResponder().successResponse();
  }

  async executeActionButtonHandler(
    context: UIKitActionButtonInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<IUIKitResponse> {
    return this.underWay.add(pressPanelButton(context, this.telling(read, http, persistence), modify));
  }

  async executeViewSubmitHandler(
    context: UIKitViewSubmitInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<IUIKitResponse> {
    return this.underWay.add(answerForm(context, this.telling(read, http, persistence)));
  }
}
