import type { ResolvedAgentRoute } from 'openclaw/plugin-sdk/routing';
import { expect, test } from 'vitest';
import { conversationOf } from '../../../gateway-endpoint/src/dispatch/conversation.ts';
import { stripLeadingMention } from '../../../gateway-endpoint/src/dispatch/strip-mention.ts';
import { aMessage } from '../event.ts';

test.each([
  ['channel', undefined, 'channel:RoomAb', 'agent:main:channel:RoomAb'],
  ['private', undefined, 'channel:RoomAb', 'agent:main:channel:RoomAb'],
  ['group', undefined, 'channel:RoomAb', 'agent:main:channel:RoomAb'],
  ['direct', undefined, 'user:Alice1', 'agent:main:direct:Alice1'],
  ['channel', 'RootXy', 'channel:RoomAb', 'agent:main:channel:RoomAb:thread:rootxy'],
  ['direct', 'RootXy', 'user:Alice1', 'agent:main:direct:Alice1:thread:rootxy'],
] as const)('a message in a %s room, thread %s, belongs to %s', (type, threadId, to, sessionKey) => {
  const event = aMessage({ room: { id: 'RoomAb', type }, ...(threadId && { threadId }) });
  const conversation = conversationOf(event, 'default', {}, ({ peer }) => {
    return { agentId: 'main', sessionKey: `agent:main:${peer?.kind}:${peer?.id}` } as ResolvedAgentRoute;
  });
  expect(conversation).toMatchObject({ to, sessionKey });
});

test.each([
  ['@openclaw /new', '/new'],
  ['@OpenClaw: /new', '/new'],
  ['  @openclaw', ''],
  ['@openclawful /new', '@openclawful /new'],
  ['hello @openclaw', 'hello @openclaw'],
])('%j is the command %j', (text, command) => {
  expect(stripLeadingMention(text, 'openclaw')).toBe(command);
});
