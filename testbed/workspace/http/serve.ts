import express, { type Express } from 'express';
import type { Apps } from '../apps/apps.ts';
import type { AppEndpoints } from '../bridges/api-bridge.ts';
import type { SlashCommands } from '../bridges/command-bridge.ts';
import type { Engine } from '../engine/start-engine.ts';
import type { Server } from '../server.ts';
import { serveAppApis } from './app-api.ts';
import { serveAppsRest } from './apps-rest.ts';
import { fileRoute, serveMedia } from './serve-files.ts';
import { serveHooks } from './serve-hooks.ts';
import { serveLivechat } from './serve-livechat.ts';
import { streamRoute } from './stream-route.ts';
import { uiInteractionRoutes } from './ui-interaction.ts';
import { commandEndpoints } from './v1/command-endpoints.ts';
import { serveV1 } from './v1/serve-v1.ts';

export interface HttpNeeds {
  readonly server: Server;
  readonly apps: Apps;
  readonly endpoints: AppEndpoints;
  readonly commands: SlashCommands;
  readonly engine: Engine;
}

/** Everything that this workspace answers over HTTP. */
export function serve({ server, apps, endpoints, commands, engine }: HttpNeeds): Express {
  const manager = () => engine.manager;
  const app = express();
  app.disable('x-powered-by');
  app.use(serveAppApis({ server, endpoints, manager }));
  app.get('/api/info', (_request, response) => {
    // rc-apps reads the version to know what it talks to; 8.4 is the server of engine 1.62.0.
    response.json({ version: '8.4', success: true });
  });
  app.post('/api/apps/ui.interaction/:appId', ...uiInteractionRoutes(server, manager));
  app.use('/api/apps', serveAppsRest(server, apps, manager));
  app.use('/api/v1', serveMedia(server));
  app.use('/api/v1', serveLivechat(server));
  app.use('/api/v1', serveV1(server, commandEndpoints(commands, manager)));
  app.use('/hooks', serveHooks(server));
  app.get('/file-upload/:id/:name', fileRoute(server));
  app.get('/stream', streamRoute(server));
  return app;
}
