import { assemble } from './assemble.ts';
import { startEngine } from './engine/start-engine.ts';
import { createFace } from './face.ts';
import { listen } from './http/listen.ts';
import { serve } from './http/serve.ts';
import type { Workspace, WorkspaceOptions } from './interface.ts';
import { openFolder } from './open-folder.ts';
import { createSharedParts, type SharedParts } from './shared-parts.ts';

export type { LicenceName } from './apps/licence.ts';
export type { OutgoingRequest } from './bridges/http-bridge.ts';
export type { ShownInteraction } from './bridges/small-bridges.ts';
export { ClientError } from './client/session.ts';
export type { Client, FormView, NewRoomOptions } from './client-interface.ts';
export type { BridgeCalls } from './engine/bridge-calls.ts';
export type { AppHandle, InstalledApp, Workspace, WorkspaceOptions } from './interface.ts';
export type { ServerSettings } from './rules/settings.ts';
export type { Sandbox } from './sandbox/sandbox.ts';
export { seededDice } from './store/ids.ts';
export type { MessageRecord, RoomRecord, UserRecord } from './store/records.ts';
export { findUserByName, type Store } from './store/store.ts';
export type { WorkspaceEvent } from './stream.ts';
export type { Visitor } from './visitor.ts';
export type { Webhook } from './webhook.ts';

/** A Rocket.Chat workspace in this process: the real Apps-Engine over a server of our own (README.md has the rules). */
export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  return startServer(options, createSharedParts(options));
}

async function startServer(options: WorkspaceOptions, shared: SharedParts): Promise<Workspace> {
  // AppPermissionManager grants every permission to every app there.
  if (process.env['NODE_ENV'] === 'test') {
    throw new Error('a workspace does not run with NODE_ENV=test: the Apps-Engine would check no permission at all');
  }
  const folder = await openFolder(options.folder);
  try {
    const isFirst = shared.managers.size === 0;
    const assembly = assemble(options, shared);
    const { server, apps, parts, calls } = assembly;
    const engine = await startEngine({ sandbox: options.sandbox, folder: folder.path, calls, parts, storage: shared });
    assembly.attach(engine);
    // Apps ask for it as soon as they start.
    if (isFirst && options.port) server.settings.Site_Url = `http://127.0.0.1:${options.port}`;
    await apps.loadAll();
    const http = serve({ server, apps, engine, endpoints: parts.endpoints, commands: parts.commands });
    const listening = await listen(options.port ?? 0, http);
    if (isFirst) server.settings.Site_Url = listening.url;
    const { port: _, folder: __, ...same } = options;
    const startBeside = () => startServer(same, shared);
    return createFace(assembly, { engine, http, listening, folder, startBeside });
  } catch (error) {
    await folder.close();
    throw error;
  }
}
