import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';
import express, { type Request, Router } from 'express';
import type { Apps } from '../apps/apps.ts';
import type { Server } from '../server.ts';
import { answerFailure } from './answer-errors.ts';
import { appsEndpoints } from './apps-endpoints.ts';
import { checkManagesApps, findCaller } from './authenticate.ts';

/** ee/server/apps/communication/rest.ts: what the admin pages and `rc-apps deploy` use. Only admins come in, but for the list of buttons. */
export function serveAppsRest(server: Server, apps: Apps, manager: () => AppManager): Router {
  const router = Router();
  router.use(['/:id/status', '/:id/settings'], express.json());
  // `authRequired: false`: clients ask for it before they know who is logged in.
  router.get('/actionButtons', async (_, response) => {
    response.json(await manager().getUIActionButtonManager().getAllActionButtons());
  });
  for (const { method, path, run } of appsEndpoints) {
    router[method](path, async (request, response) => {
      const caller = findCaller(server, request);
      if (!caller) return void response.status(401).json({ status: 'error', message: 'Unauthorized' });
      try {
        checkManagesApps(caller);
        const id = String(request.params['id']);
        const answer = await run({ server, apps, manager: manager(), request: request as Request, caller, id });
        response.json({ ...answer, success: true });
      } catch (error) {
        answerFailure(response, error);
      }
    });
  }
  return router;
}
