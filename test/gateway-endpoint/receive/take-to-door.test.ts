import { DURABLE_HEADER } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { takeToDoor } from '../../../gateway-endpoint/src/receive/take-to-door.ts';

const delivery = { id: 'd1', token: 'a.b.c', payload: '{"v":1}' };
const NOW = 1_790_000_000_000;
const date = new Date(NOW).toUTCString();

/** A door that answers so, and what it was asked. */
function aDoor(answer: Response) {
  const asked: Request[] = [];
  return {
    asked,
    fetch: (request: Request) => {
      asked.push(request);
      return answer;
    },
  };
}

test('a delivery comes to the door as a push does, and the door’s answer is what the app would have read of it', async () => {
  const results = [{ id: 'e1', outcome: 'accepted' as const }];
  const headers = { [DURABLE_HEADER.name]: DURABLE_HEADER.value, 'cache-control': 'no-store' };
  const door = aDoor(Response.json({ results }, { status: 202, headers }));
  expect(await takeToDoor(delivery, '/hooks/chat/events', door, NOW)).toEqual({
    id: 'd1',
    status: 202,
    headers: { [DURABLE_HEADER.name]: DURABLE_HEADER.value, date },
    answer: { results },
  });
  const [request] = door.asked;
  expect([request?.method, new URL(request?.url ?? '').pathname]).toEqual(['POST', '/hooks/chat/events']);
  expect(request?.headers.get('authorization')).toBe('Bearer a.b.c');
  expect(request?.headers.get('content-type')).toBe('application/json');
  expect(await request?.json()).toEqual({ payload: '{"v":1}' });
});

test('a refusal goes back as it is', async () => {
  const door = aDoor(Response.json({ error: 'not-ready' }, { status: 503, headers: { 'retry-after': '1' } }));
  expect(await takeToDoor(delivery, '/e', door, NOW)).toEqual({
    id: 'd1',
    status: 503,
    headers: { 'retry-after': '1', date },
  });
});

test('an answer that is no JSON is none', async () => {
  expect(await takeToDoor(delivery, '/e', aDoor(new Response('oops', { status: 500 })), NOW)).toEqual({
    id: 'd1',
    status: 500,
    headers: { date },
  });
});
