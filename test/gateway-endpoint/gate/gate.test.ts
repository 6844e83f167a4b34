import type { ResolvedAgentRoute } from 'openclaw/plugin-sdk/routing';
import { describe, expect, test } from 'vitest';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { conversationOf } from '../../../gateway-endpoint/src/dispatch/conversation.ts';
import { gate } from '../../../gateway-endpoint/src/gate/gate.ts';
import { bareUserId } from '../../../gateway-endpoint/src/gate/identity.ts';
import { resolve } from '../desk.ts';
import { aFile, aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aSecret } from '../keys.ts';

const direct = { id: 'Dm1', type: 'direct', name: '' } as const;
const open = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };

async function ask(section: object, told: Parameters<typeof aMessage>[0]) {
  const sharedSecret = aSecret();
  const cfg = { channels: { rocketchat: { baseUrl: 'http://chat', sharedSecret, ...section } } };
  const event = aMessage(told);
  const route = {
    agentId: 'main',
    sessionKey: 'agent:main:x',
    mainSessionKey: 'agent:main:main',
  } as ResolvedAgentRoute;
  const conversation = conversationOf(event, 'default', cfg, () => route);
  const account = resolveAccount(cfg, 'default', {});
  const verdict = await gate({ event, bot: BOT, account, conversation, isCommand: false, cfg }, resolve);
  return verdict.start ? 'starts' : verdict.reason;
}

describe('who starts a turn', () => {
  test.each<[string, object, Parameters<typeof aMessage>[0], string]>([
    ['a mention in a room', open, {}, 'starts'],
    ['a direct message', open, { room: direct, mentioned: false }, 'starts'],
    ['no mention', open, { mentioned: false }, 'not-mentioned'],
    ['no mention where none is needed', { ...open, requireMention: false }, { mentioned: false }, 'starts'],
    ['the bot itself', open, { actor: { id: BOT.id } }, 'own-message'],
    ['another bot', open, { actor: { type: 'bot' } }, 'another-bot'],
    ['an app', open, { actor: { type: 'app' } }, 'another-bot'],
    ['a visitor of omnichannel', open, { room: { type: 'livechat' } }, 'livechat-room'],
    ['an encrypted room', open, { room: { encrypted: true } }, 'encrypted-room'],
    ['nothing but space', open, { text: '  ' }, 'no-text'],
    ['a file without a word', { ...open, requireMention: false }, { text: '', files: [aFile()] }, 'starts'],
    ['a stranger, as it is by default', {}, { room: direct }, 'pairing-required'],
    ['a room, as it is by default', {}, {}, 'nobody-allowed'],
    ['a stranger to the list', { dmPolicy: 'allowlist', allowFrom: ['Bob1'] }, { room: direct }, 'sender-not-allowed'],
    ['somebody on the list', { dmPolicy: 'allowlist', allowFrom: ['user:Alice1'] }, { room: direct }, 'starts'],
    [
      'the same id in another case',
      { dmPolicy: 'allowlist', allowFrom: ['alice1'] },
      { room: direct },
      'sender-not-allowed',
    ],
    ['a name on the list', { dmPolicy: 'allowlist', allowFrom: ['@alice'] }, { room: direct }, 'sender-not-allowed'],
    ['somebody on the list of rooms', { groupAllowFrom: ['Alice1'] }, {}, 'starts'],
    ['somebody else in a room', { groupAllowFrom: ['Bob1'] }, {}, 'sender-not-allowed'],
    ['direct messages switched off', { dmPolicy: 'disabled' }, { room: direct }, 'direct-disabled'],
    ['rooms switched off', { groupPolicy: 'disabled' }, {}, 'rooms-disabled'],
  ])('%s', async (_name, section, told, expected) => {
    expect(await ask(section, told)).toBe(expected);
  });
});

test.each([
  ['rocketchat:user:Ab1', 'Ab1'],
  ['user:Ab1', 'Ab1'],
  [' Ab1 ', 'Ab1'],
])('%j names the user %j', (entry, id) => {
  expect(bareUserId(entry)).toBe(id);
});
