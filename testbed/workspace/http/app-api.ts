import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api/index.js';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';
import bodyParser from 'body-parser';
import express, { type Express, type Request, type RequestHandler, type Response, Router } from 'express';
import type { AppEndpoint, AppEndpoints } from '../bridges/api-bridge.ts';
import { convertUser } from '../convert/convert-user.ts';
import type { Server } from '../server.ts';
import { answerWithPage } from './answer-errors.ts';
import { findCaller } from './authenticate.ts';

interface AppApiNeeds {
  readonly server: Server;
  readonly endpoints: AppEndpoints;
  readonly manager: () => AppManager;
}

/**
 * The exposed APIs of apps (app/apps/server/bridges/{api,router}.ts): body-parser with its defaults stands in front, so an
 * app never sees raw bytes, more than 100 kB, or a type other than JSON and form.
 */
export function serveAppApis(needs: AppApiNeeds): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(['/api/apps/private/:appId/:hash', '/api/apps/public/:appId'], bodyParser.urlencoded(), bodyParser.json());
  app.use('/api/apps/private/:appId/:hash', (request, response) => {
    route(needs, request, response, String(request.params['hash']));
  });
  app.use('/api/apps/public/:appId', (request, response) => route(needs, request, response));
  app.use(answerWithPage);
  return app;
}

function route(needs: AppApiNeeds, request: Request, response: Response, privateHash?: string): void {
  const appId = String(request.params['appId']);
  const endpoints = needs.endpoints.get(appId);
  const notFound = () => {
    response.sendStatus(404);
  };
  // Without endpoints the app is unknown, disabled or restarting; the router then falls through to the 404.
  const router = Router();
  // One router serves both visibilities; the engine answers 404 itself when the hash is wrong or missing.
  for (const endpoint of endpoints ?? []) {
    const path = endpoint.path.trim();
    router.all(path.startsWith('/') ? path : `/${path}`, execute(needs, appId, endpoint, privateHash));
  }
  router(request, response, notFound);
}

function execute(needs: AppApiNeeds, appId: string, endpoint: AppEndpoint, privateHash?: string): RequestHandler {
  return async (request, response) => {
    const caller = findCaller(needs.server, request);
    if (endpoint.authRequired && !caller) return void response.status(401).send('Unauthorized');
    const forApp = {
      method: request.method.toLowerCase(),
      headers: request.headers,
      query: { ...request.query },
      params: { ...request.params },
      // body-parser 1, which Rocket.Chat has, leaves {} where 2 leaves undefined.
      content: (request.body as unknown) ?? {},
      ...(privateHash === undefined ? {} : { privateHash }),
      ...(caller ? { user: convertUser(caller) } : {}),
    } as unknown as IApiRequest;
    try {
      const answer = await needs.manager().getApiManager().executeApi(appId, endpoint.path, forApp);
      const { status, headers = {}, content } = answer;
      response.set(headers).status(status).send(content);
    } catch (error) {
      response.status(500).send(error instanceof Error ? error.message : messageOf(error));
    }
  };
}

/** The sandbox's errors are plain JSON-RPC objects. */
function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
