import { AppBridges } from '@rocket.chat/apps-engine/server/bridges/AppBridges.js';
import { CloudWorkspaceBridge } from '@rocket.chat/apps-engine/server/bridges/CloudWorkspaceBridge.js';
import { ContactBridge } from '@rocket.chat/apps-engine/server/bridges/ContactBridge.js';
import { EmailBridge } from '@rocket.chat/apps-engine/server/bridges/EmailBridge.js';
import { ExperimentalBridge } from '@rocket.chat/apps-engine/server/bridges/ExperimentalBridge.js';
import type { IInternalFederationBridge } from '@rocket.chat/apps-engine/server/bridges/IInternalFederationBridge.js';
import type { IListenerBridge } from '@rocket.chat/apps-engine/server/bridges/IListenerBridge.js';
import { LivechatBridge } from '@rocket.chat/apps-engine/server/bridges/LivechatBridge.js';
import { ModerationBridge } from '@rocket.chat/apps-engine/server/bridges/ModerationBridge.js';
import { OAuthAppsBridge } from '@rocket.chat/apps-engine/server/bridges/OAuthAppsBridge.js';
import { OutboundMessageBridge } from '@rocket.chat/apps-engine/server/bridges/OutboundMessagesBridge.js';
import { RoleBridge } from '@rocket.chat/apps-engine/server/bridges/RoleBridge.js';
import { VideoConferenceBridge } from '@rocket.chat/apps-engine/server/bridges/VideoConferenceBridge.js';
import type { Server } from '../server.ts';
import { absentBridge } from './absent-bridge.ts';
import { type AppEndpoints, WorkspaceApiBridge } from './api-bridge.ts';
import { type SlashCommands, WorkspaceCommandBridge } from './command-bridge.ts';
import { type OutgoingRequest, WorkspaceHttpBridge } from './http-bridge.ts';
import type { Jobs } from './jobs.ts';
import { WorkspaceMessageBridge } from './message-bridge.ts';
import { WorkspacePersistenceBridge } from './persistence-bridge.ts';
import { WorkspaceRoomBridge } from './room-bridge.ts';
import { WorkspaceSchedulerBridge } from './scheduler-bridge.ts';
import * as small from './small-bridges.ts';
import { WorkspaceUploadBridge } from './upload-bridge.ts';
import { WorkspaceUserBridge } from './user-bridge.ts';

/** Parts that the bridges share with the rest of the workspace. */
export interface BridgeParts {
  readonly server: Server;
  readonly outgoing: OutgoingRequest[];
  readonly endpoints: AppEndpoints;
  readonly commands: SlashCommands;
  readonly shown: small.ShownInteraction[];
  readonly keys: { privateKey: string; publicKey: string };
  readonly stopped: AbortSignal;
  readonly jobs: Jobs;
  readonly statusChanged: (appId: string, status: string) => void;
  /** Runs before every call of a bridge; see engine/permission-scope.ts. */
  readonly before: () => void;
}

type Parts = ReturnType<typeof buildParts>;

function buildParts(given: BridgeParts) {
  const { server, outgoing, endpoints, commands, shown, keys, stopped, jobs, statusChanged } = given;
  const federation: IInternalFederationBridge = {
    // The engine signs every app with this pair and refuses to install one when it is not RSA in PEM.
    getPrivateKey: async () => keys.privateKey,
    getPublicKey: async () => keys.publicKey,
  };
  return {
    message: new WorkspaceMessageBridge(server),
    room: new WorkspaceRoomBridge(server),
    user: new WorkspaceUserBridge(server),
    persistence: new WorkspacePersistenceBridge(server),
    http: new WorkspaceHttpBridge(outgoing, server.clock, stopped),
    api: new WorkspaceApiBridge(endpoints),
    command: new WorkspaceCommandBridge(commands),
    scheduler: new WorkspaceSchedulerBridge(server, jobs),
    upload: new WorkspaceUploadBridge(server),
    activation: new small.WorkspaceActivationBridge(statusChanged),
    detailChanges: new small.WorkspaceDetailChangesBridge(),
    environment: new small.WorkspaceEnvironmentBridge(),
    internal: new small.WorkspaceInternalBridge(server),
    serverSetting: new small.WorkspaceServerSettingBridge(server),
    thread: new small.WorkspaceThreadBridge(server),
    uiInteraction: new small.WorkspaceUiInteractionBridge(shown, server),
    federation,
    cloud: absentBridge(CloudWorkspaceBridge),
    contact: absentBridge(ContactBridge),
    email: absentBridge(EmailBridge),
    experimental: absentBridge(ExperimentalBridge),
    livechat: absentBridge(LivechatBridge),
    moderation: absentBridge(ModerationBridge),
    oauthApps: absentBridge(OAuthAppsBridge),
    outboundMessage: absentBridge(OutboundMessageBridge),
    role: absentBridge(RoleBridge),
    videoConference: absentBridge(VideoConferenceBridge),
  };
}

/** The engine's door to the server. */
export class WorkspaceBridges extends AppBridges {
  readonly parts: Parts;
  constructor(given: BridgeParts) {
    super();
    const parts = buildParts(given);
    const guarded = Object.entries(parts).map(([name, bridge]) => [name, runBefore(bridge, given.before)]);
    this.parts = Object.fromEntries(guarded) as Parts;
  }

  getMessageBridge() {
    return this.parts.message;
  }
  getRoomBridge() {
    return this.parts.room;
  }
  getUserBridge() {
    return this.parts.user;
  }
  getPersistenceBridge() {
    return this.parts.persistence;
  }
  getHttpBridge() {
    return this.parts.http;
  }
  getApiBridge() {
    return this.parts.api;
  }
  getCommandBridge() {
    return this.parts.command;
  }
  getSchedulerBridge() {
    return this.parts.scheduler;
  }
  getUploadBridge() {
    return this.parts.upload;
  }
  getAppActivationBridge() {
    return this.parts.activation;
  }
  getAppDetailChangesBridge() {
    return this.parts.detailChanges;
  }
  getEnvironmentalVariableBridge() {
    return this.parts.environment;
  }
  getInternalBridge() {
    return this.parts.internal;
  }
  getInternalFederationBridge() {
    return this.parts.federation;
  }
  getServerSettingBridge() {
    return this.parts.serverSetting;
  }
  getThreadBridge() {
    return this.parts.thread;
  }
  getUiInteractionBridge() {
    return this.parts.uiInteraction;
  }
  getCloudWorkspaceBridge() {
    return this.parts.cloud;
  }
  getContactBridge() {
    return this.parts.contact;
  }
  getEmailBridge() {
    return this.parts.email;
  }
  getExperimentalBridge() {
    return this.parts.experimental;
  }
  getLivechatBridge() {
    return this.parts.livechat;
  }
  getModerationBridge() {
    return this.parts.moderation;
  }
  getOAuthAppsBridge() {
    return this.parts.oauthApps;
  }
  getOutboundMessageBridge() {
    return this.parts.outboundMessage;
  }
  getRoleBridge() {
    return this.parts.role;
  }
  getVideoConferenceBridge() {
    return this.parts.videoConference;
  }
  getListenerBridge(): IListenerBridge {
    throw new Error('the engine does not use its own listener bridge');
  }
}

/** Calls `before` ahead of every `do…` method: those are what an app, or the engine for it, calls. */
function runBefore<T extends object>(bridge: T, before: () => void): T {
  return new Proxy(bridge, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (typeof name !== 'string' || !name.startsWith('do')) return member.bind(target);
      return (...args: unknown[]) => {
        before();
        return member.apply(target, args);
      };
    },
  });
}
