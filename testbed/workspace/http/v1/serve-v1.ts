import express, { Router } from 'express';
import type { Server } from '../../server.ts';
import { findUserByName } from '../../store/store.ts';
import { answerFailure, answerWithFailure } from '../answer-errors.ts';
import { findCaller } from '../authenticate.ts';
import { chatEndpoints } from './chat-endpoints.ts';
import type { Endpoint, Params } from './endpoint.ts';
import { roomEndpoints } from './room-endpoints.ts';
import { publicOf, userEndpoints } from './user-endpoints.ts';

const endpoints = [...userEndpoints, ...roomEndpoints, ...chatEndpoints];

/** The part of /api/v1 that clients and tests of this project use. */
export function serveV1(server: Server, more: Endpoint[]): Router {
  const router = Router();
  router.use(express.json({ limit: '1mb' }));
  router.post('/login', (request, response) => {
    const { user, username, password } = (request.body ?? {}) as Record<string, unknown>;
    const person = findUserByName(server.store, String(user ?? username ?? ''));
    if (!person?.password || person.password !== password) {
      response.status(401).json({ status: 'error', error: 'Unauthorized', message: 'Unauthorized' });
      return;
    }
    const authToken = server.newId() + server.newId();
    server.store.tokens.set(authToken, person._id);
    response.json({ status: 'success', data: { userId: person._id, authToken, me: publicOf(person) } });
  });
  for (const endpoint of [...endpoints, ...more]) {
    router[endpoint.method](`/${endpoint.path}`, async (request, response) => {
      const caller = findCaller(server, request);
      if (!caller) {
        response.status(401).json({ status: 'error', message: 'You must be logged in to do this.' });
        return;
      }
      const params: Params = { ...request.query, ...(request.body as Params | undefined) };
      try {
        response.json({ ...(await endpoint.run({ server, caller, params })), success: true });
      } catch (error) {
        answerFailure(response, error);
      }
    });
  }
  router.use(answerWithFailure);
  return router;
}
