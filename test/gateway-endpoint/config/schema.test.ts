import { describe, expect, test } from 'vitest';
import { RocketChatConfig } from '../../../gateway-endpoint/src/config/schema.ts';
import { aSecret } from '../keys.ts';

describe('a section that is right', () => {
  test.each([
    ['nothing but what is needed', { baseUrl: 'https://chat.example.com', sharedSecret: aSecret() }],
    ['a secret kept elsewhere', { sharedSecret: { source: 'env', provider: 'default', id: 'SECRET' } }],
    ['several workspaces', { accounts: { one: { baseUrl: 'https://a.example' }, two: {} }, defaultAccount: 'one' }],
    ['sessions of threads', { thread: { inheritParent: true, initialHistoryLimit: 0 } }],
    [
      'how it writes',
      { textChunkLimit: 200, chunkMode: 'newline', markdown: { tables: 'off' }, responsePrefix: '[AI]' },
    ],
    ['everybody, said twice', { dmPolicy: 'open', allowFrom: ['*'] }],
    ['an account that inherits the wildcard', { allowFrom: ['*'], accounts: { one: { dmPolicy: 'open' } } }],
  ])('%s', (_name, section) => {
    expect(RocketChatConfig.safeParse(section).error).toBeUndefined();
  });
});

describe('a section that is wrong says which key', () => {
  test.each([
    ['a misspelt key', { dmPolcy: 'open' }, 'dmPolcy'],
    ['a misspelt key of an account', { accounts: { one: { alowFrom: [] } } }, 'alowFrom'],
    ['an address without scheme', { baseUrl: 'chat.example.com' }, 'baseUrl'],
    ['a path of another app', { appPath: '/api/apps/private/x/y/commands' }, 'appPath'],
    ['a path without slash', { webhookPath: 'hooks' }, 'webhookPath'],
    ['a policy that does not exist', { groupPolicy: 'everyone' }, 'groupPolicy'],
    ['an open door without the wildcard', { dmPolicy: 'open' }, 'allowFrom'],
    ['an account id with capitals', { accounts: { Work: {} } }, 'Work'],
    ['a misspelt key of threads', { thread: { inheritparent: true } }, 'inheritparent'],
    ['reactions of nobody we know', { reactionNotifications: 'some' }, 'reactionNotifications'],
    ['less than no history', { historyLimit: -1 }, 'historyLimit'],
    ['a mode of cutting that does not exist', { chunkMode: 'words' }, 'chunkMode'],
    ['a mode of tables that does not exist', { markdown: { tables: 'html' } }, 'tables'],
    ['a limit no message has', { textChunkLimit: 0 }, 'textChunkLimit'],
  ])('%s', (_name, section, key) => {
    expect(JSON.stringify(RocketChatConfig.safeParse(section).error?.issues)).toContain(key);
  });
});
