import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/index.js';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings/index.js';
import type { IUIKitInteraction } from '@rocket.chat/apps-engine/definition/uikit/index.js';
import type { IUser } from '@rocket.chat/apps-engine/definition/users/index.js';
import { AppActivationBridge } from '@rocket.chat/apps-engine/server/bridges/AppActivationBridge.js';
import { AppDetailChangesBridge } from '@rocket.chat/apps-engine/server/bridges/AppDetailChangesBridge.js';
import { EnvironmentalVariableBridge } from '@rocket.chat/apps-engine/server/bridges/EnvironmentalVariableBridge.js';
import { InternalBridge } from '@rocket.chat/apps-engine/server/bridges/InternalBridge.js';
import { ServerSettingBridge } from '@rocket.chat/apps-engine/server/bridges/ServerSettingBridge.js';
import { ThreadBridge } from '@rocket.chat/apps-engine/server/bridges/ThreadBridge.js';
import { UiInteractionBridge } from '@rocket.chat/apps-engine/server/bridges/UiInteractionBridge.js';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp.js';
import { convertMessage } from '../convert/convert-message.ts';
import type { Server } from '../server.ts';
import { membersOf } from '../store/store.ts';

export class WorkspaceActivationBridge extends AppActivationBridge {
  private readonly changed: (appId: string, status: string) => void;
  constructor(changed: (appId: string, status: string) => void) {
    super();
    this.changed = changed;
  }
  protected async appStatusChanged(app: ProxiedApp, status: string): Promise<void> {
    this.changed(app.getID(), status);
  }
  protected async appAdded(): Promise<void> {}
  protected async appUpdated(): Promise<void> {}
  protected async appRemoved(): Promise<void> {}
  protected async actionsChanged(): Promise<void> {}
}

/** Tells the other instances of a cluster about a changed setting; there are none here. */
export class WorkspaceDetailChangesBridge extends AppDetailChangesBridge {
  protected onAppSettingsChange(): void {}
}

/** No variable is readable, as on a server that lists none. */
export class WorkspaceEnvironmentBridge extends EnvironmentalVariableBridge {
  protected async getValueByName(): Promise<undefined> {}
  protected async isReadable(): Promise<boolean> {
    return false;
  }
  protected async isSet(): Promise<boolean> {
    return false;
  }
}

export class WorkspaceInternalBridge extends InternalBridge {
  private readonly server: Server;
  constructor(server: Server) {
    super();
    this.server = server;
  }
  protected async getUsernamesOfRoomById(roomId: string): Promise<string[]> {
    return this.getUsernamesOfRoomByIdSync(roomId);
  }
  protected getUsernamesOfRoomByIdSync(roomId: string): string[] {
    return membersOf(this.server.store, roomId).map(({ username }) => username);
  }
  protected async getWorkspacePublicKey(): Promise<ISetting> {
    return { id: 'Cloud_Workspace_PublicKey', value: '' } as unknown as ISetting;
  }
}

export class WorkspaceServerSettingBridge extends ServerSettingBridge {
  private readonly server: Server;
  constructor(server: Server) {
    super();
    this.server = server;
  }
  protected async getAll(): Promise<ISetting[]> {
    return Promise.all(Object.keys(this.server.settings).map((id) => this.getOneById(id)));
  }
  protected async getOneById(id: string): Promise<ISetting> {
    const value = Object.entries(this.server.settings).find(([name]) => name === id)?.[1];
    if (value === undefined) throw new Error(`The setting "${id}" is not readable.`);
    return { id, value, packageValue: value } as unknown as ISetting;
  }
  protected async isReadableById(id: string): Promise<boolean> {
    return id in this.server.settings;
  }
  protected async updateOne({ id, value }: ISetting): Promise<void> {
    if (!(id in this.server.settings)) throw new Error(`The setting "${id}" is not readable.`);
    Object.assign(this.server.settings, { [id]: value });
  }
  protected async incrementValue(): Promise<void> {
    throw new Error('Not implemented.');
  }
  protected async hideGroup(): Promise<void> {
    throw new Error('Method not implemented.');
  }
  protected async hideSetting(): Promise<void> {
    throw new Error('Method not implemented.');
  }
}

export class WorkspaceThreadBridge extends ThreadBridge {
  private readonly server: Server;
  constructor(server: Server) {
    super();
    this.server = server;
  }
  /** converters/threads.ts puts the root first and then finds it again among the replies, so it comes twice. */
  protected async getById(threadId: string): Promise<IMessage[]> {
    const root = this.server.store.messages.get(threadId);
    if (!root) return [];
    const found = [...this.server.store.messages.values()].filter(
      ({ _id, tmid }) => _id === threadId || tmid === threadId,
    );
    return [root, ...found].map((message) => convertMessage(this.server.store, message) as unknown as IMessage);
  }
}

/** An app's change of a person's screen: modals, contextual bars and their updates. */
export interface ShownInteraction {
  readonly appId: string;
  readonly username: string;
  readonly interaction: IUIKitInteraction;
}

export class WorkspaceUiInteractionBridge extends UiInteractionBridge {
  private readonly shown: ShownInteraction[];
  private readonly server: Server;
  constructor(shown: ShownInteraction[], server: Server) {
    super();
    this.shown = shown;
    this.server = server;
  }
  /** bridges/uiInteraction.ts broadcasts to the person's clients, whatever trigger is named: they know theirs. */
  protected async notifyUser({ username }: IUser, interaction: IUIKitInteraction, appId: string): Promise<void> {
    this.shown.push({ appId, username, interaction });
    this.server.stream.emit({ type: 'interaction', user: username, interaction });
  }
}
