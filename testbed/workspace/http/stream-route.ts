import type { RequestHandler } from 'express';
import type { Server } from '../server.ts';
import { isVisible } from '../stream.ts';
import { findByToken } from './authenticate.ts';

/** `GET /stream?token=…`: server-sent events of what this person may see. Ours; the real server has a websocket. */
export function streamRoute(server: Server): RequestHandler {
  return (request, response) => {
    const user = findByToken(server, request.query['token']);
    if (!user) return void response.status(401).json({ status: 'error', message: 'Unauthorized' });
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': connected\n\n');
    const unsubscribe = server.stream.subscribe((event) => {
      if (isVisible(server.store, event, user)) response.write(`data: ${JSON.stringify(event)}\n\n`);
    });
    response.on('close', unsubscribe);
  };
}
