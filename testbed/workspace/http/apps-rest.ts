import { AppStatusUtils } from '@rocket.chat/apps-engine/definition/AppStatus.js';
import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission.js';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp.js';
import express, { type Request, Router } from 'express';
import type { Apps } from '../apps/apps.ts';
import type { Server } from '../server.ts';
import type { UserRecord } from '../store/records.ts';
import { answerFailure } from './answer-errors.ts';
import { checkManagesApps, findCaller } from './authenticate.ts';
import { readForm } from './read-form.ts';

interface Call {
  readonly request: Request;
  readonly caller: UserRecord;
  readonly id: string;
}

type Answer = (call: Call) => object | Promise<object>;

/** ee/server/apps/communication/rest.ts: what the admin pages and `rc-apps deploy` use. Only admins come in. */
export function serveAppsRest(server: Server, apps: Apps, manager: () => AppManager): Router {
  const router = Router();

  const find = (id: string): ProxiedApp => {
    const app = manager().getOneById(id);
    if (!app) throw Object.assign(new Error(`No App found by the id of: ${id}`), { status: 404 });
    return app;
  };
  const describe = (app: ProxiedApp) => {
    const { _id, createdAt, settings: _settings, signature: _signature, ...item } = app.getStorageItem();
    return {
      ...item.info,
      status: apps.status(item.id),
      private: item.installationSource === 'private',
      _id,
      createdAt,
    };
  };
  const take = async (request: Request) => {
    const { files, fields } = await readForm(request, server.settings.FileUpload_MaxFileSize);
    const archive = files.find(({ field }) => field === 'app');
    if (!archive) throw new Error('Failed to get a file to install for the App. ');
    const given = fields['permissions'];
    return { zip: archive.bytes, permissions: given === undefined ? undefined : (JSON.parse(given) as IPermission[]) };
  };
  const on = (method: 'get' | 'post' | 'delete', path: string, answer: Answer) => {
    router[method](path, async (request, response) => {
      const caller = findCaller(server, request);
      if (!caller) return void response.status(401).json({ status: 'error', message: 'Unauthorized' });
      try {
        checkManagesApps(caller);
        const call = { request: request as Request, caller, id: String(request.params['id']) };
        response.json({ ...(await answer(call)), success: true });
      } catch (error) {
        answerFailure(response, error);
      }
    });
  };

  router.use(['/:id/status', '/:id/settings'], express.json());
  on('get', '/installed', async () => ({ apps: (await manager().get()).map(describe) }));
  on('get', '/', async () => ({ apps: (await manager().get()).map(describe) }));
  on('post', '/', async ({ request, caller }) => {
    const { zip, permissions } = await take(request);
    const added = await apps.install(zip, caller, permissions);
    return { app: describe(find(added.getAppInfo().id)), implemented: added.getImplementedInferfaces() };
  });
  on('get', '/:id', ({ id }) => ({ app: describe(find(id)) }));
  on('post', '/:id', async ({ request, caller, id }) => {
    find(id);
    const { zip, permissions } = await take(request);
    const updated = await apps.update(zip, caller, permissions);
    return { app: describe(find(id)), implemented: updated.getImplementedInferfaces() };
  });
  on('delete', '/:id', async ({ id, caller }) => {
    const app = describe(find(id));
    await apps.uninstall(id, caller);
    return { app };
  });
  on('get', '/:id/status', ({ id }) => {
    find(id);
    return { status: apps.status(id) };
  });
  on('post', '/:id/status', async ({ id, request }) => {
    find(id);
    const { status } = (request.body ?? {}) as { status?: Parameters<typeof AppStatusUtils.isEnabled>[0] };
    if (!status) throw new Error('Invalid status provided, it must be "status" field and a string.');
    await (AppStatusUtils.isEnabled(status) ? apps.enable(id) : apps.disable(id));
    return { status: apps.status(id) };
  });
  // Values in clear, passwords among them, as the server answers an admin.
  on('get', '/:id/settings', ({ id }) => ({ settings: find(id).getStorageItem().settings }));
  on('post', '/:id/settings', async ({ id, request }) => {
    find(id);
    const { settings = [] } = (request.body ?? {}) as { settings?: { id: string; value: unknown }[] };
    const known = Object.keys(find(id).getStorageItem().settings);
    const updated = settings.filter((setting) => known.includes(setting.id));
    await apps.setSettings(id, Object.fromEntries(updated.map((setting) => [setting.id, setting.value])));
    return { updated };
  });
  on('get', '/:id/settings/:setting', ({ id, request }) => {
    find(id);
    return { setting: manager().getSettingsManager().getAppSetting(id, String(request.params['setting'])) };
  });
  on('post', '/:id/settings/:setting', async ({ id, request }) => {
    find(id);
    const { setting } = (request.body ?? {}) as { setting?: { value: unknown } };
    if (!setting) throw new Error('Setting to update is missing from the request body.');
    await apps.setSettings(id, { [String(request.params['setting'])]: setting.value });
    return {};
  });
  on('get', '/:id/logs', ({ id }) => manager().getLogStorage().findPaginated({ appId: id }));
  on('get', '/:id/apis', ({ id }) => {
    find(id);
    return { apis: manager().getApiManager().listApis(id) };
  });
  return router;
}
