import { readConnectionCode } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { connect, type Plan } from '../../../../gateway-endpoint/src/plugin/setup/connect.ts';
import { sectionWith } from '../../../../gateway-endpoint/src/plugin/setup/store-plan.ts';
import { aSecret } from '../../keys.ts';

const random = (bytes: number) => Uint8Array.from({ length: bytes }, (_, index) => (index * 37 + 11) % 256);
const gatewayUrl = 'https://gateway.example.com/';

function cfg(section: object) {
  return { channels: { rocketchat: section } };
}

function codeOf({ lines }: Plan) {
  return readConnectionCode(lines.at(-1) ?? '');
}

describe('connect', () => {
  test.each([
    ['with an address', { baseUrl: 'http://chat', sharedSecret: aSecret() }],
    ['before there is an address', { sharedSecret: aSecret() }],
  ])('prints the secret that is configured, %s', (_name, section) => {
    const plan = connect(cfg(section), { gatewayUrl }, random);
    expect(codeOf(plan)).toEqual({
      gatewayUrl: 'https://gateway.example.com',
      accountId: 'default',
      secret: aSecret(),
    });
    expect(plan.store).toEqual({});
  });

  test('[S24d] a new secret is stored by the command, and no line but the code holds it', () => {
    const plan = connect(cfg({ accounts: { work: {} } }), { account: 'work', gatewayUrl }, random);
    const { secret, accountId } = codeOf(plan);
    expect([accountId, plan.store]).toEqual(['work', { sharedSecret: secret }]);
    expect(plan.lines.join('\n')).not.toContain(secret);
    expect(plan.lines.filter((line) => line.includes('rcconnect_'))).toHaveLength(1);
  });

  test('[S24d] the code of a stored secret is printed again, as often as it is asked for', () => {
    const source = cfg({ baseUrl: 'http://chat' });
    const first = connect(source, { gatewayUrl }, random);
    const stored = cfg(sectionWith(first, source));
    const again = connect(stored, { gatewayUrl }, () => new Uint8Array(32));
    expect(again.lines.at(-1)).toBe(first.lines.at(-1));
    expect(again.store).toEqual({});
  });

  test('[S24d] an account is made where there is none, and its address is asked for', () => {
    const empty = { channels: {} };
    const plan = connect(empty, { gatewayUrl }, random);
    expect(plan.lines.join('\n')).toContain('openclaw config set channels.rocketchat.baseUrl');
    expect(sectionWith(plan, empty)).toEqual({ enabled: true, sharedSecret: codeOf(plan).secret });
    const named = connect(empty, { gatewayUrl, account: 'team', baseUrl: 'https://chat.example.com/' }, random);
    expect(sectionWith(named, empty)).toEqual({
      enabled: true,
      accounts: { team: { sharedSecret: codeOf(named).secret, baseUrl: 'https://chat.example.com' } },
    });
  });

  test('[S24d] --rotate keeps the secret before it, and says how that ends', () => {
    const source = cfg({ baseUrl: 'http://chat', sharedSecret: aSecret() });
    const plan = connect(source, { gatewayUrl, rotate: true }, random);
    expect(plan.store).toEqual({ sharedSecret: codeOf(plan).secret, previousSharedSecret: aSecret() });
    expect(codeOf(plan).secret).not.toBe(aSecret());
    expect(plan.lines).toContain('openclaw config unset channels.rocketchat.previousSharedSecret');
    const rotated = cfg(sectionWith(plan, source));
    expect(connect(rotated, { gatewayUrl }, random).lines.at(-1)).toBe(plan.lines.at(-1));
    expect(() => connect(rotated, { gatewayUrl, rotate: true }, random)).toThrow(/already being changed/);
  });

  test.each([
    ['somebody else has stored meanwhile', { sharedSecret: aSecret(9) }],
    ['stands in the environment', {}],
    ['is a reference', { sharedSecret: { source: 'env', provider: 'default', id: 'SECRET' } }],
  ])('[S24d] a secret that %s is not written over', (_, written) => {
    const plan = connect(
      cfg({ baseUrl: 'http://chat', sharedSecret: aSecret() }),
      { gatewayUrl, rotate: true },
      random,
    );
    expect(() => sectionWith(plan, cfg(written))).toThrow(/not the one in use/);
  });

  test('asks for no address where the gateway is to fetch, and has it fetch', () => {
    const plan = connect(cfg({ sharedSecret: aSecret() }), { pull: true }, random);
    expect(codeOf(plan)).toEqual({ accountId: 'default', secret: aSecret() });
    expect(plan.store).toEqual({ transport: 'pull' });
    expect(plan.lines.join('\n')).toContain('openclaw config set channels.rocketchat.appPath <path>');
  });

  test('nor where the account fetches already', () => {
    const plan = connect(cfg({ accounts: { work: { transport: 'pull' } } }), { account: 'work' }, random);
    expect(codeOf(plan)).toMatchObject({ accountId: 'work' });
    expect(codeOf(plan)).not.toHaveProperty('gatewayUrl');
    expect(plan.store).not.toHaveProperty('transport');
  });

  test('an address that is named counts also where the account fetches: the workspace may use either', () => {
    const plan = connect(cfg({ transport: 'pull', sharedSecret: aSecret() }), { gatewayUrl }, random);
    expect(codeOf(plan).gatewayUrl).toBe('https://gateway.example.com');
  });

  test('names both ways where neither was chosen', () => {
    expect(() => connect(cfg({}), {}, random)).toThrow(/--gateway-url .* --pull/);
  });

  test.each([
    ['an address that is none', {}, { gatewayUrl: 'gateway' }],
    ['an address of another protocol', {}, { gatewayUrl: 'ftp://gateway' }],
    ['an address without a host', {}, { gatewayUrl: 'http:///' }],
    ['an address with a name and password', {}, { gatewayUrl: 'https://me:pw@gateway' }],
    ['an address with a query', {}, { gatewayUrl: 'https://gateway/?a=b' }],
    ['an address of the workspace that is none', {}, { gatewayUrl, baseUrl: 'chat' }],
    ['an account id that cannot stand in a path', {}, { gatewayUrl, account: 'My Work' }],
    ['a weak secret', { baseUrl: 'http://chat', sharedSecret: 'weak' }, { gatewayUrl }],
  ])('refuses %s', (_name, section, options) => {
    expect(() => connect(cfg(section), options, random)).toThrow();
  });
});
