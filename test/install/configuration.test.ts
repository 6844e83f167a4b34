// Long: the command line of OpenClaw starts for nearly every test, and takes seconds each time.
import { writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOREIGN_KEYS } from '../../gateway-endpoint/src/config/foreign-keys.ts';
import { anOperator, type Operator } from './operator.ts';

/** As an operator sees it: the installed `openclaw`, with the built plugin. */
const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 7 + i * 3));
const baseUrl = 'https://chat.example.com';
let operator: Operator;

beforeAll(async () => {
  operator = await anOperator({ SECRET_OF_REFERRED: secret });
});
afterAll(() => operator?.leave());

describe('keys of another channel', () => {
  const wrong = {
    baseUrl,
    authToken: 'token-of-mine',
    webhook: { token: 'token-of-theirs' },
    accounts: { one: { botToken: 'token-of-one' } },
    rooms: { general: { enabled: true } },
  };

  test('`config validate` names each, with the command that says what to use instead, and no value', async () => {
    await operator.configure(wrong);
    const { code, stdout, stderr } = await operator.openclaw('config', 'validate');
    expect(code).toBe(1);
    for (const [at, keys] of [
      ['', '"authToken", "webhook"'],
      ['.accounts.one', '"botToken"'],
      ['.rooms.general', '"enabled"'],
    ]) {
      const line = `channels.rocketchat${at}: invalid config for plugin rocketchat: must not have additional properties: ${keys}`;
      expect(stderr).toContain(line);
    }
    expect(stderr).toContain('openclaw doctor');
    expect(stdout + stderr).not.toContain('token-of');
  });

  test('a command that they stop says what to use instead of each', async () => {
    const { code, stderr } = await operator.openclaw('config', 'set', 'channels.rocketchat.dmPolicy', 'pairing');
    expect(code).toBe(1);
    expect(stderr).toContain('Legacy config keys detected:');
    expect(stderr).toContain(`  - channels.rocketchat.authToken: ${FOREIGN_KEYS.authToken}`);
    expect(stderr).toContain(`  - channels.rocketchat.webhook: ${FOREIGN_KEYS.webhook}`);
    expect(stderr).toContain(`  - channels.rocketchat.accounts: <id>.botToken: ${FOREIGN_KEYS.botToken}`);
    expect(stderr).toContain('  - channels.rocketchat.rooms: <room>.enabled: use allow');
  });

  test('the gateway does not start with them', async () => {
    const { code, stderr } = await operator.openclaw('gateway', 'run', '--port', '18789');
    expect(code).not.toBe(0);
    expect(stderr).toContain('OpenClaw config is invalid');
  });

  test('doctor takes over what has a counterpart here, removes the rest, and says so', async () => {
    const { stdout } = await operator.openclaw('doctor', '--fix', '--non-interactive');
    const text = stdout.replace(/[│\s]+/g, ' ');
    expect(text).toContain('channels.rocketchat.authToken is removed: this channel does not read it.');
    expect(text).toContain('channels.rocketchat.rooms.general.enabled is allow here.');
    expect(await operator.section()).toMatchObject({
      baseUrl,
      accounts: { one: {} },
      rooms: { general: { allow: true } },
    });
    expect(JSON.stringify(await operator.section())).not.toContain('token-of');
    const { code, stderr } = await operator.openclaw('config', 'validate');
    expect(code, stderr).toBe(0);
  });

  test('a misspelt key is named', async () => {
    await operator.configure({ baseUrl, dmPolcy: 'open' });
    const { stderr } = await operator.openclaw('config', 'validate');
    expect(stderr).toContain('channels.rocketchat: invalid config for plugin rocketchat: must not have additional');
    expect(stderr).toContain('"dmPolcy"');
  });
});

describe('`openclaw security audit`', () => {
  interface Finding {
    readonly checkId: string;
    readonly severity: string;
    readonly title: string;
    readonly detail: string;
  }
  let findings: Finding[];
  let said: string;

  /** One configuration each; the key is the account. */
  const account = (more: object) => ({ baseUrl, sharedSecret: secret, ...more });
  const ACCOUNTS = {
    closed: account({}),
    open: account({ dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' }),
    loud: account({ groupPolicy: 'open', requireMention: false }),
    roomy: account({ rooms: { '*': { allow: true } } }),
    everybody: account({ allowFrom: ['*'], groupAllowFrom: ['*'], commandAllowFrom: ['*'] }),
    named: account({ dmPolicy: 'allowlist', allowFrom: ['@alice'], groupAllowFrom: ['@bob'] }),
    matching: account({ dmPolicy: 'allowlist', allowFrom: ['@alice'], dangerouslyAllowNameMatching: true }),
    plain: account({ baseUrl: 'http://chat.example.com' }),
    referred: account({
      dmPolicy: 'open',
      allowFrom: ['*'],
      groupPolicy: 'disabled',
      sharedSecret: { source: 'env', provider: 'default', id: 'SECRET_OF_REFERRED' },
    }),
  };

  beforeAll(async () => {
    await operator.configure({ accounts: ACCOUNTS });
    const { stdout } = await operator.openclaw('security', 'audit', '--json');
    said = stdout;
    findings = (JSON.parse(stdout) as { findings: Finding[] }).findings;
  });

  test.each<[keyof typeof ACCOUNTS, string[]]>([
    ['closed', []],
    ['open', ['critical dm.open', 'warn rooms.open']],
    ['loud', ['critical rooms.open']],
    ['roomy', ['warn rooms.every_room']],
    ['everybody', ['critical dm.wildcard', 'warn rooms.wildcard', 'critical commands.wildcard']],
    ['named', ['warn allowFrom.mutable_entries_inert', 'warn lists.names_inert']],
    ['matching', ['info allowFrom.dangerous_name_matching_enabled']],
    ['plain', ['warn base_url.no_tls']],
    ['referred', ['critical dm.open']],
  ])('of an account that is %s', (name, expected) => {
    const about = new RegExp(`account: ${name}\\)|accounts\\.${name}\\.`);
    const found = findings
      .filter(({ checkId, title, detail }) => checkId.startsWith('channels.rocketchat.') && about.test(title + detail))
      .map(({ checkId, severity }) => `${severity} ${checkId.replace('channels.rocketchat.', '')}`)
      .filter((each) => !each.startsWith('info dm.'));
    const plain = name === 'referred' ? [] : ['info secret.plain'];
    // [S6] All of them have one agent, and with it one memory.
    expect(found.toSorted()).toEqual([...expected, ...plain, 'warn accounts.shared_agent'].toSorted());
  });

  test('says no secret', () => {
    expect(said).not.toContain('rcoc_');
  });
});
