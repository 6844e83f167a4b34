import { json, Router } from 'express';
import { executeIncomingIntegration, type WebhookPayload } from '../rules/integrations.ts';
import { ServerRefusal } from '../rules/refusal.ts';
import type { Server } from '../server.ts';
import { answerFailure } from './answer-errors.ts';

/** Incoming webhooks: anybody who knows the address may post, and nobody logs in. */
export function serveHooks(server: Server): Router {
  const router = Router();
  router.post('/:id/:token', json(), (request, response) => {
    try {
      const integration = server.store.integrations.get(request.params.id);
      if (integration?.token !== request.params.token) {
        throw new ServerRefusal('Invalid integration id or token provided.');
      }
      executeIncomingIntegration(server, integration, request.body as WebhookPayload);
      response.json({ success: true });
    } catch (error) {
      answerFailure(response, error);
    }
  });
  return router;
}
