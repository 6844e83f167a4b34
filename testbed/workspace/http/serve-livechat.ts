import { json, type Request, type Response, Router } from 'express';
import { agentOf, knownVisitor, openLivechatRoom, registerVisitor, sendVisitorMessage } from '../rules/livechat.ts';
import type { Server } from '../server.ts';
import { answerFailure } from './answer-errors.ts';
import { optionalText, type Params, text } from './v1/endpoint.ts';

/** For the widget on a website: no login, only the visitor's token. */
export function serveLivechat(server: Server): Router {
  const router = Router();
  const answer = (run: (params: Params) => object) => (request: Request, response: Response) => {
    try {
      const params: Params = { ...request.query, ...(request.body as Params | undefined) };
      response.json({ ...run(params), success: true });
    } catch (error) {
      answerFailure(response, error);
    }
  };
  router.post(
    '/livechat/visitor',
    json(),
    answer((params) => {
      const given = (params['visitor'] ?? {}) as Params;
      const email = optionalText(given, 'email');
      const visitor = { token: text(given, 'token'), name: text(given, 'name'), ...(email && { email }) };
      return { visitor: registerVisitor(server, visitor) };
    }),
  );
  router.get(
    '/livechat/room',
    answer((params) => {
      const visitor = knownVisitor(server, text(params, 'token'));
      return { room: openLivechatRoom(server, visitor, agentOf(server, optionalText(params, 'agentId'))) };
    }),
  );
  router.post(
    '/livechat/message',
    json(),
    answer((params) => {
      const visitor = knownVisitor(server, text(params, 'token'));
      return { message: sendVisitorMessage(server, visitor, text(params, 'rid'), text(params, 'msg')) };
    }),
  );
  return router;
}
