import { readConnectionCode } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { applyPlan } from '../../../../gateway-endpoint/src/plugin/setup/apply-plan.ts';
import { type Connecting, connect, type Plan } from '../../../../gateway-endpoint/src/plugin/setup/connect.ts';
import { codeLines, doneLines } from '../../../../gateway-endpoint/src/plugin/setup/connect-lines.ts';
import { aSecret } from '../../keys.ts';

const random = (bytes: number) => Uint8Array.from({ length: bytes }, (_, index) => (index * 37 + 11) % 256);
const gatewayUrl = 'https://gateway.example.com/';

function cfg(section: object, more: object = {}) {
  return { channels: { rocketchat: section }, ...more };
}

const codeOf = ({ code = '' }: Plan) => readConnectionCode(code);

/** Stored in openclaw.json itself. */
function stored(plan: Plan, source: object) {
  const secrets = {
    ...(plan.isNew && { sharedSecret: plan.secret }),
    ...(plan.replaces && { previousSharedSecret: plan.replaces }),
  };
  return { ...applyPlan(plan, { secrets }, source), inFile: false };
}

const sectionOf = (plan: Plan, source: object) => stored(plan, source).cfg.channels?.['rocketchat'];

const linesOf = (plan: Plan, source: object) => [...doneLines(plan, stored(plan, source)), ...codeLines(plan)];

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
    expect([plan.isNew, plan.store]).toEqual([false, { gatewayUrl: 'https://gateway.example.com' }]);
  });

  test('[S24d] a new secret is stored by the command, and no line but the code holds it', () => {
    const source = cfg({ accounts: { work: {} } });
    const plan = connect(source, { account: 'work', gatewayUrl }, random);
    const { secret, accountId } = codeOf(plan);
    expect([accountId, plan.isNew, plan.secret]).toEqual(['work', true, secret]);
    const lines = linesOf(plan, source);
    expect(lines.join('\n')).not.toContain(secret);
    expect(lines.filter((line) => line.includes('rcconnect_'))).toEqual([lines.at(-1)]);
  });

  test('[S24d] the code is the same as often as it is asked for, and nothing need be said again', () => {
    const source = { channels: {} };
    const first = connect(source, { url: 'http://chat', gatewayUrl }, random);
    const after = stored(first, source).cfg;
    const again = connect(after, {}, () => new Uint8Array(32));
    expect(again.code).toBe(first.code);
    expect([again.store, stored(again, after).isChanged]).toEqual([{}, false]);
  });

  test('[S24d] an account is made where there is none, and its address is asked for', () => {
    const empty = { channels: {} };
    const plan = connect(empty, { gatewayUrl }, random);
    expect(linesOf(plan, empty).join('\n')).toContain('openclaw config set channels.rocketchat.baseUrl');
    expect(sectionOf(plan, empty)).toEqual({
      enabled: true,
      gatewayUrl: 'https://gateway.example.com',
      sharedSecret: codeOf(plan).secret,
    });
    const named = connect(empty, { gatewayUrl, account: 'team', url: 'https://chat.example.com/' }, random);
    expect(sectionOf(named, empty)).toEqual({
      enabled: true,
      accounts: {
        team: {
          sharedSecret: codeOf(named).secret,
          gatewayUrl: 'https://gateway.example.com',
          baseUrl: 'https://chat.example.com',
        },
      },
    });
  });

  test('[S24d] --rotate keeps the secret before it, and says how that ends', () => {
    const source = cfg({ baseUrl: 'http://chat', gatewayUrl, sharedSecret: aSecret() });
    const plan = connect(source, { rotate: true }, random);
    expect([plan.isNew, plan.replaces]).toEqual([true, aSecret()]);
    expect(codeOf(plan).secret).not.toBe(aSecret());
    expect(linesOf(plan, source)).toContain('openclaw config unset channels.rocketchat.previousSharedSecret');
    const rotated = stored(plan, source).cfg;
    expect(connect(rotated, {}, random).code).toBe(plan.code);
    expect(() => connect(rotated, { rotate: true }, random)).toThrow(/already being changed/);
  });

  test('asks for no address where the gateway is to fetch, and has it fetch', () => {
    const source = cfg({ sharedSecret: aSecret() });
    const plan = connect(source, { pull: true }, random);
    expect(codeOf(plan)).toEqual({ accountId: 'default', secret: aSecret() });
    expect(plan.store).toEqual({ transport: 'pull' });
    expect(linesOf(plan, source).join('\n')).toContain('openclaw config set channels.rocketchat.appPath <path>');
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

  test('the address that OpenClaw knows for this gateway need not be named', () => {
    const known = cfg({}, { gateway: { publicOrigin: 'https://claw.example.com' } });
    const plan = connect(known, {}, random);
    expect([codeOf(plan).gatewayUrl, plan.store]).toEqual(['https://claw.example.com', {}]);
  });

  test('names both ways where neither was chosen', () => {
    expect(() => connect(cfg({}), {}, random)).toThrow(/--gateway-url .* --pull/);
  });

  test('a switched-off account is pointed out', () => {
    const source = cfg({ enabled: false, sharedSecret: aSecret(), baseUrl: 'http://chat' });
    const lines = linesOf(connect(source, { gatewayUrl }, random), source);
    expect(lines).toContainEqual(
      expect.stringMatching(/^✗ The account is switched off: channels\.rocketchat\.enabled/),
    );
  });

  test.each([
    ['an address that is none', {}, { gatewayUrl: 'gateway' }],
    ['an address of another protocol', {}, { gatewayUrl: 'ftp://gateway' }],
    ['an address without a host', {}, { gatewayUrl: 'http:///' }],
    ['an address with a name and password', {}, { gatewayUrl: 'https://me:pw@gateway' }],
    ['an address with a query', {}, { gatewayUrl: 'https://gateway/?a=b' }],
    ['an address of the workspace that is none', {}, { gatewayUrl, url: 'chat' }],
    ['the same under its older name', {}, { gatewayUrl, baseUrl: 'chat' }],
    ['an account id that cannot stand in a path', {}, { gatewayUrl, account: 'My Work' }],
    ['a weak secret', { baseUrl: 'http://chat', sharedSecret: 'weak' }, { gatewayUrl }],
    ['a list of nobody', {}, { gatewayUrl, who: ' , ' }],
    ['a name, which can change hands', {}, { gatewayUrl, who: 'AliceId,@bob' }],
  ] satisfies [string, object, Connecting][])('refuses %s', (_name, section, options) => {
    expect(() => connect(cfg(section), options, random)).toThrow();
  });
});

describe('who may write', () => {
  const whoIs = (who: string, section: object = {}) => connect(cfg(section), { gatewayUrl, who }, random).store;

  test.each([
    ['pairing', {}, { dmPolicy: 'pairing' }],
    ['everybody', {}, { dmPolicy: 'open', allowFrom: ['*'] }],
    ['AliceId, BobId', {}, { dmPolicy: 'allowlist', allowFrom: ['AliceId', 'BobId'] }],
    ['pairing', { dmPolicy: 'open', allowFrom: ['AliceId', '*'] }, { dmPolicy: 'pairing', allowFrom: ['AliceId'] }],
    ['everybody', { allowFrom: ['AliceId'] }, { dmPolicy: 'open', allowFrom: ['AliceId', '*'] }],
    ['pairing', { dmPolicy: 'pairing' }, {}],
  ])('--who %s, where %j is written', (who, section, keys) => {
    expect(whoIs(who, section)).toEqual({ gatewayUrl: 'https://gateway.example.com', ...keys });
  });

  test.each([
    [undefined, /pairing code/],
    ['everybody', /Everybody in the workspace/],
    ['AliceId', /These people .*: AliceId\./],
  ])('is said: %s', (who, line) => {
    const source = { channels: {} };
    const plan = connect(source, { gatewayUrl, ...(who && { who }) }, random);
    expect(linesOf(plan, source).filter((each) => line.test(each))).toHaveLength(1);
  });
});

describe('conversations are kept apart', () => {
  const connected = (more: object, options: Connecting = {}) => {
    const source = { channels: {}, ...more };
    const plan = connect(source, { gatewayUrl, ...options }, random);
    return { ...stored(plan, source), text: linesOf(plan, source).join('\n') };
  };

  test('where nobody has chosen, and it says that this counts for all channels', () => {
    const { cfg: next, text } = connected({ session: { store: 'x' } });
    expect(next.session).toEqual({ store: 'x', dmScope: 'per-account-channel-peer' });
    expect(text).toContain('counts for all channels');
    expect(text).toContain('openclaw config set session.dmScope main');
  });

  test.each([
    ['the operator has chosen one for all', { session: { dmScope: 'main' } }, {}],
    ['one session is for everything', { session: { scope: 'global' } }, {}],
    ['one person alone may write', {}, { who: 'AliceId' }],
    ['the account is another one, which never shares', {}, { account: 'work' }],
  ])('but not where %s', (_name, more, options) => {
    const { cfg: next, text } = connected(more, options);
    expect(next.session).toEqual((more as { session?: object }).session);
    expect(text).not.toContain('counts for all channels');
  });

  test('a choice that lets people read each other is pointed out', () => {
    expect(connected({ session: { dmScope: 'main' } }).text).toContain('may tell one of them what another has said');
  });
});
