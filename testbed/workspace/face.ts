import type { Express } from 'express';
import { readPermissions } from './apps/read-permissions.ts';
import type { Assembly } from './assemble.ts';
import { openScreen } from './client/screen.ts';
import { createClient } from './client.ts';
import { guardProcess } from './engine/guard.ts';
import type { Engine } from './engine/start-engine.ts';
import type { Listening } from './http/listen.ts';
import type { AppHandle, InstalledApp, Workspace } from './interface.ts';
import type { Folder } from './open-folder.ts';
import { addIncomingIntegration } from './rules/integrations.ts';
import type { UserRecord } from './store/records.ts';
import { findUserByName } from './store/store.ts';
import { createVisitor } from './visitor.ts';
import { createWebhook } from './webhook.ts';

interface Running {
  readonly engine: Engine;
  readonly http: Express;
  readonly listening: Listening;
  readonly folder: Folder;
  readonly startBeside: Workspace['startBeside'];
}

/** The running parts as one object for tests and the playground. */
export function createFace(assembly: Assembly, running: Running): Workspace {
  const { engine, http, listening, folder, startBeside } = running;
  const { server, apps, calls, logs, taps, hookTaps, outgoing, shown, stopping } = assembly;
  const unguard = guardProcess(server.log);

  const admin = (): UserRecord => {
    const user = findUserByName(server.store, 'alice');
    if (!user) throw new Error('alice, who administers this workspace, is gone');
    return user;
  };
  const describe = (id: string): InstalledApp => {
    const { info, _id: privateHash = '' } = engine.manager.getOneById(id).getStorageItem();
    return { id, name: info.name, version: info.version, status: apps.status(id), privateHash };
  };
  const handle = (appId: string): AppHandle => ({
    status: () => apps.status(appId),
    privateHash: () => describe(appId).privateHash,
    setSettings: (values) => apps.setSettings(appId, values),
    disable: () => apps.disable(appId),
    enable: () => apps.enable(appId),
    uninstall: () => apps.uninstall(appId, admin()),
    killSandbox: () => engine.processes.kill(appId),
  });

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    stopping.abort(new Error('the workspace has stopped'));
    engine.bridges.parts.scheduler.stop();
    await engine.processes.stop();
    await listening.close();
    unguard();
    await folder.close();
  };

  return {
    url: listening.url,
    store: server.store,
    settings: server.settings,
    outgoing,
    bridgeCalls: calls,
    logs,
    shown,
    stream: server.stream,
    http,
    client: (username) => createClient(listening.url, username),
    screen: (username) =>
      openScreen({ url: listening.url, store: server.store, stream: server.stream, clock: server.clock }, username),
    visitor: (name, agent) =>
      createVisitor(listening.url, name, agent === undefined ? undefined : findUserByName(server.store, agent)?._id),
    webhook: (integration) => createWebhook(listening.url, addIncomingIntegration(server, integration)),
    tapLogs(listener) {
      taps.add(listener);
      return () => taps.delete(listener);
    },
    tapHooks(listener) {
      hookTaps.add(listener);
      return () => hookTaps.delete(listener);
    },
    async installApp(zip, { settings = {} } = {}) {
      const archive = Buffer.from(zip);
      const permissions = await readPermissions(engine.manager, archive);
      const added = await apps.install(archive, admin(), permissions, (id) => apps.setSettings(id, settings));
      return describe(added.getAppInfo().id);
    },
    async updateApp(zip) {
      const archive = Buffer.from(zip);
      const updated = await apps.update(archive, admin(), await readPermissions(engine.manager, archive));
      return describe(updated.getAppInfo().id);
    },
    app: handle,
    startBeside,
    runJobs: () => engine.bridges.parts.scheduler.runAll(),
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
