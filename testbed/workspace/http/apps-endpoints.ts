import { AppStatusUtils } from '@rocket.chat/apps-engine/definition/AppStatus.js';
import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission.js';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp.js';
import type { Request } from 'express';
import type { Apps } from '../apps/apps.ts';
import type { Server } from '../server.ts';
import type { UserRecord } from '../store/records.ts';
import { readForm } from './read-form.ts';

interface Call {
  readonly server: Server;
  readonly apps: Apps;
  readonly manager: AppManager;
  readonly request: Request;
  readonly caller: UserRecord;
  /** Of the app, where the path names one. */
  readonly id: string;
}

interface Endpoint {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  run(call: Call): object | Promise<object>;
}

const listApps = async ({ manager, apps }: Call) => ({
  apps: (await manager.get()).map((app) => describe(app, apps)),
});

/** Below `/api/apps`, the first that fits. */
export const appsEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/installed', run: listApps },
  { method: 'get', path: '/', run: listApps },
  {
    method: 'post',
    path: '/',
    async run(call) {
      const { zip, permissions } = await takeArchive(call);
      const added = await call.apps.install(zip, call.caller, permissions);
      const { id } = added.getAppInfo();
      return { app: describe(find({ ...call, id }), call.apps), implemented: added.getImplementedInferfaces() };
    },
  },
  { method: 'get', path: '/:id', run: (call) => ({ app: describe(find(call), call.apps) }) },
  {
    method: 'post',
    path: '/:id',
    async run(call) {
      find(call);
      const { zip, permissions } = await takeArchive(call);
      const updated = await call.apps.update(zip, call.caller, permissions);
      return { app: describe(find(call), call.apps), implemented: updated.getImplementedInferfaces() };
    },
  },
  {
    method: 'delete',
    path: '/:id',
    async run(call) {
      const app = describe(find(call), call.apps);
      await call.apps.uninstall(call.id, call.caller);
      return { app };
    },
  },
  {
    method: 'get',
    path: '/:id/status',
    run(call) {
      find(call);
      return { status: call.apps.status(call.id) };
    },
  },
  {
    method: 'post',
    path: '/:id/status',
    async run(call) {
      find(call);
      const { status } = (call.request.body ?? {}) as { status?: Parameters<typeof AppStatusUtils.isEnabled>[0] };
      if (!status) throw new Error('Invalid status provided, it must be "status" field and a string.');
      await (AppStatusUtils.isEnabled(status) ? call.apps.enable(call.id) : call.apps.disable(call.id));
      return { status: call.apps.status(call.id) };
    },
  },
  // Values in clear, passwords among them, as the server answers an admin.
  { method: 'get', path: '/:id/settings', run: (call) => ({ settings: find(call).getStorageItem().settings }) },
  {
    method: 'post',
    path: '/:id/settings',
    async run(call) {
      const known = Object.keys(find(call).getStorageItem().settings);
      const { settings = [] } = (call.request.body ?? {}) as { settings?: { id: string; value: unknown }[] };
      const updated = settings.filter((setting) => known.includes(setting.id));
      await call.apps.setSettings(call.id, Object.fromEntries(updated.map(({ id, value }) => [id, value])));
      return { updated };
    },
  },
  {
    method: 'get',
    path: '/:id/settings/:setting',
    run(call) {
      find(call);
      const { setting } = call.request.params;
      return { setting: call.manager.getSettingsManager().getAppSetting(call.id, String(setting)) };
    },
  },
  {
    method: 'post',
    path: '/:id/settings/:setting',
    async run(call) {
      find(call);
      const { setting } = (call.request.body ?? {}) as { setting?: { value: unknown } };
      if (!setting) throw new Error('Setting to update is missing from the request body.');
      await call.apps.setSettings(call.id, { [String(call.request.params['setting'])]: setting.value });
      return {};
    },
  },
  { method: 'get', path: '/:id/logs', run: ({ manager, id }) => manager.getLogStorage().findPaginated({ appId: id }) },
  {
    method: 'get',
    path: '/:id/apis',
    run(call) {
      find(call);
      return { apis: call.manager.getApiManager().listApis(call.id) };
    },
  },
];

function find({ manager, id }: Pick<Call, 'manager' | 'id'>): ProxiedApp {
  const app = manager.getOneById(id);
  if (!app) throw Object.assign(new Error(`No App found by the id of: ${id}`), { status: 404 });
  return app;
}

function describe(app: ProxiedApp, apps: Apps) {
  const { _id, createdAt, settings: _settings, signature: _signature, ...item } = app.getStorageItem();
  return { ...item.info, status: apps.status(item.id), private: item.installationSource === 'private', _id, createdAt };
}

/** The zip of an app, and the permissions that an admin has granted it. */
async function takeArchive({ server, request }: Call) {
  const { files, fields } = await readForm(request, server.settings.FileUpload_MaxFileSize);
  const archive = files.find(({ field }) => field === 'app');
  if (!archive) throw new Error('Failed to get a file to install for the App. ');
  const given = fields['permissions'];
  return { zip: archive.bytes, permissions: given === undefined ? undefined : (JSON.parse(given) as IPermission[]) };
}
