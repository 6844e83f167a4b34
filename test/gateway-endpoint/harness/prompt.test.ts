import { expect, test } from 'vitest';
import { readPrompt } from '../../../testbed/gateway/prompt.ts';

const INTERNAL = '<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>';
const RUNTIME = 'Runtime: agent=main | session=agent:main:rocketchat:channel:room1 | sessionId=58e3 | host=vm';
const CTX = '⟦openclaw:ctx⟧';

/** As a real gateway (2026.9.6) sent it, shortened. */
const words = `[Sat 2026-11-21 12:36 UTC] Conversation info: ${CTX}
\`\`\`json
{"sender":{"id":"Alice1","name":"Alice","username":"alice"}}
\`\`\`

[media attached: 2 files]
[media attached 1/2: /state/media/inbound/input-pic---eb.png (image/png) "pic (1).png"]
[media attached 2/2: /state/media/inbound/input-notes---70.txt (text/plain) "notes.txt"]
@openclaw when?

${RUNTIME}`;
const facts = `Conversation info: ${CTX}
\`\`\`json
{"chat_id":"channel:Room1","message_id":"M1","conversation_label":"general","sender":{"id":"Alice1","name":"Alice"},"timestamp":"Sat 2026-11-21 12:36:56 UTC","was_mentioned":true}
\`\`\`

Recent chat history: ${CTX}
#P1 2026-11-21 12:35:56 UTC Carol: earlier: chatter
in two lines
#P3 2026-11-21 12:35:58 UTC openclaw (you): I said so`;
const events = `System: [2026-11-21 12:37:02 UTC] Rocket.Chat: @alice deleted your message M0 in #general
System: [2026-11-21 12:37:03 UTC] Rocket.Chat: @alice reacted with :+1: to your message M0 in #general`;
const internal = [INTERNAL, ...[facts, events].flatMap((data) => ['Conversation data:', JSON.stringify(data)])];

test('a prompt of OpenClaw’s is read', () => {
  const messages = [
    { role: 'user', content: words },
    { role: 'user', content: [{ type: 'text', text: internal.join('\n') }] },
  ];
  expect(readPrompt({ messages })).toMatchObject({
    text: '@openclaw when?',
    sender: 'Alice',
    room: 'general',
    target: 'channel:Room1',
    messageId: 'M1',
    mentioned: true,
    timestamp: 'Sat 2026-11-21 12:36:56 UTC',
    sessionKey: 'agent:main:rocketchat:channel:room1',
    history: [
      { messageId: 'P1', at: '2026-11-21 12:35:56 UTC', sender: 'Carol', text: 'earlier: chatter\nin two lines' },
      { messageId: 'P3', at: '2026-11-21 12:35:58 UTC', sender: 'openclaw (you)', text: 'I said so' },
    ],
    systemEvents: [
      'Rocket.Chat: @alice deleted your message M0 in #general',
      'Rocket.Chat: @alice reacted with :+1: to your message M0 in #general',
    ],
    media: [
      { type: 'image/png', name: 'pic (1).png' },
      { type: 'text/plain', name: 'notes.txt' },
    ],
  });
});

test('a prompt that says none of it has none of it', () => {
  const empty = { history: [], systemEvents: [], media: [], sessionKey: '', timestamp: '', text: 'hello' };
  expect(readPrompt({ messages: [{ role: 'user', content: 'hello' }] })).toMatchObject(empty);
});
