import { readConnectionCode } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { connect } from '../../../gateway-endpoint/src/setup/connect.ts';
import { aSecret } from '../keys.ts';

const random = (bytes: number) => Uint8Array.from({ length: bytes }, (_, index) => (index * 37 + 11) % 256);
const gatewayUrl = 'https://gateway.example.com/';

function cfg(section: object) {
  return { channels: { rocketchat: section } };
}

function codeOf(lines: string[]) {
  return readConnectionCode(lines.at(-1) ?? '');
}

describe('connect', () => {
  test.each([
    ['with an address', { baseUrl: 'http://chat', sharedSecret: aSecret() }],
    ['before there is an address', { sharedSecret: aSecret() }],
  ])('prints the secret that is configured, %s', (_name, section) => {
    const lines = connect(cfg(section), { gatewayUrl }, random);
    expect(codeOf(lines)).toEqual({
      gatewayUrl: 'https://gateway.example.com',
      accountId: 'default',
      secret: aSecret(),
    });
    expect(lines.join('\n')).not.toContain('config set');
  });

  test('makes a secret where there is none and says how to store it', () => {
    const lines = connect(cfg({ accounts: { work: {} } }), { account: 'work', gatewayUrl }, random);
    const { secret, accountId } = codeOf(lines);
    expect(accountId).toBe('work');
    expect(lines).toContain(`openclaw config set channels.rocketchat.accounts.work.sharedSecret ${secret}`);
  });

  test('asks for no address where the gateway is to fetch, and says how to have it fetch', () => {
    const lines = connect(cfg({ sharedSecret: aSecret() }), { pull: true }, random);
    expect(codeOf(lines)).toEqual({ accountId: 'default', secret: aSecret() });
    expect(lines).toContain('openclaw config set channels.rocketchat.transport pull');
    expect(lines.join('\n')).toContain('openclaw config set channels.rocketchat.appPath <path>');
  });

  test('nor where the account fetches already', () => {
    const lines = connect(cfg({ accounts: { work: { transport: 'pull' } } }), { account: 'work' }, random);
    expect(codeOf(lines)).toMatchObject({ accountId: 'work' });
    expect(codeOf(lines)).not.toHaveProperty('gatewayUrl');
    expect(lines.join('\n')).not.toContain('.transport');
  });

  test('an address that is named counts also where the account fetches: the workspace may use either', () => {
    const lines = connect(cfg({ transport: 'pull', sharedSecret: aSecret() }), { gatewayUrl }, random);
    expect(codeOf(lines).gatewayUrl).toBe('https://gateway.example.com');
  });

  test('names both ways where neither was chosen', () => {
    expect(() => connect(cfg({}), {}, random)).toThrow(/--gateway-url .* or --pull/);
  });

  test.each([
    ['an address that is none', {}, { gatewayUrl: 'gateway' }],
    ['an account id that cannot stand in a path', {}, { gatewayUrl, account: 'My Work' }],
    ['a weak secret', { baseUrl: 'http://chat', sharedSecret: 'weak' }, { gatewayUrl }],
  ])('refuses %s', (_name, section, options) => {
    expect(() => connect(cfg(section), options, random)).toThrow();
  });
});
