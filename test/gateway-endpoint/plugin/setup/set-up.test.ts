import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import packageJson from '../../../../gateway-endpoint/package.json' with { type: 'json' };
import { setupContract } from '../../../../gateway-endpoint/src/plugin/setup/contract.ts';
import { withSecrets } from '../../../../gateway-endpoint/src/plugin/setup/read-secrets.ts';
import { setupWizard } from '../../../../gateway-endpoint/src/plugin/setup/wizard.ts';
import { aSecret } from '../../keys.ts';
import { aFolder } from '../../services.ts';

const url = 'https://chat.example.com';
const gatewayUrl = 'https://claw.example.com';
const runtime = { log: () => undefined, error: () => undefined, exit: () => undefined };

beforeEach(() => {
  vi.stubEnv('OPENCLAW_STATE_DIR', aFolder());
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const sectionOf = (cfg: OpenClawConfig) => cfg.channels?.['rocketchat'] as Record<string, unknown>;

describe('`openclaw channels add`', () => {
  test('knows the same options before and after the plugin is loaded', () => {
    expect(packageJson.openclaw.channel.setup.fields).toEqual(setupContract.metadata.fields);
  });

  /** As OpenClaw does it (commands/channels/add.ts). */
  async function add(cfg: OpenClawConfig, input: object, accountId = 'default') {
    await setupContract.prepareAccountConfigInput?.({ cfg, accountId, input, runtime: runtime as never });
    const refused = setupContract.validateInput?.({ cfg, accountId, input }) ?? null;
    return refused === null ? setupContract.applyAccountConfig({ cfg, accountId, input }) : refused;
  }

  test('makes an account and its secret', async () => {
    const cfg = (await add({}, { url, gatewayUrl, who: 'everybody' })) as OpenClawConfig;
    expect(sectionOf(cfg)).toEqual({
      enabled: true,
      baseUrl: url,
      gatewayUrl,
      dmPolicy: 'open',
      allowFrom: ['*'],
      sharedSecret: { source: 'file', provider: 'rocketchat', id: expect.stringMatching(/^\/default\//) },
    });
    expect(cfg.session).toEqual({ dmScope: 'per-account-channel-peer' });
    const { sharedSecret } = sectionOf(await withSecrets(cfg));
    expect(sharedSecret).toMatch(/^rcoc_/);
    expect(await add(cfg, {})).toEqual(cfg);
  });

  test('takes a secret that the operator brings, and its older name for the address', async () => {
    const cfg = (await add({}, { baseUrl: url, sharedSecret: aSecret() }, 'work')) as OpenClawConfig;
    expect(await withSecrets(cfg)).toMatchObject({
      channels: { rocketchat: { accounts: { work: { baseUrl: url, sharedSecret: aSecret() } } } },
    });
  });

  test('takes address and secret from the environment', async () => {
    vi.stubEnv('ROCKETCHAT_URL', url);
    vi.stubEnv('ROCKETCHAT_SHARED_SECRET', aSecret());
    expect(sectionOf((await add({}, { useEnv: true })) as OpenClawConfig)).toEqual({ enabled: true });
  });

  test.each<[string, object, string, RegExp]>([
    ['no way to the gateway', { url }, 'default', /--gateway-url .* --pull/],
    ['an address that is none', { url: 'chat', gatewayUrl }, 'default', /not an http/],
    ['a weak secret', { url, sharedSecret: 'rcoc_weak' }, 'default', /secret/],
    ['a name in --who', { url, gatewayUrl, who: '@alice' }, 'default', /user id/],
    ['the environment for a further account', { useEnv: true }, 'work', /account default only/],
  ])('refuses %s', async (_name, input, accountId, words) => {
    expect(await add({}, input, accountId)).toMatch(words);
  });
});

describe('OpenClaw’s wizard', () => {
  const notes: string[] = [];
  /** A person who confirms what is there, and otherwise gives these answers. */
  function prompter(...answers: string[]) {
    const next = (present: unknown) => answers.shift() ?? present;
    return {
      select: async ({ initialValue }: { initialValue?: unknown }) => next(initialValue),
      text: async ({ initialValue }: { initialValue?: unknown }) => next(initialValue),
      note: async (text: string) => void notes.push(text),
    } as never;
  }
  const run = (cfg: OpenClawConfig, more: object = {}) =>
    setupWizard.configure({
      cfg,
      runtime: runtime as never,
      prompter: prompter(url, 'push', gatewayUrl, 'pairing'),
      accountOverrides: {},
      shouldPromptAccountIds: false,
      forceAllowFrom: false,
      ...more,
    });

  beforeEach(() => {
    notes.length = 0;
  });

  test('does the same, and says before that nothing is connected, and after that it is', async () => {
    const status = (cfg: OpenClawConfig) => setupWizard.getStatus({ cfg, accountOverrides: {} });
    expect(await status({})).toMatchObject({ configured: false, selectionHint: 'needs the address of a workspace' });
    const { cfg, accountId } = await run({});
    expect(accountId).toBe('default');
    expect(sectionOf(cfg)).toMatchObject({ enabled: true, baseUrl: url, gatewayUrl, dmPolicy: 'pairing' });
    expect(await status(cfg)).toMatchObject({ configured: true });
    expect(notes).toEqual([]);
  });

  test('is run again without a change', async () => {
    const { cfg } = await run({});
    expect((await run(cfg, { prompter: prompter() })).cfg).toEqual(cfg);
  });

  test('shows the code where there is no terminal', async () => {
    await run({}, { options: { deferDeviceLinkToClient: true } });
    expect(notes.join('\n')).toMatch(/rcconnect_[\w-]+\n\nThe code counts as soon as this set-up is saved\.$/);
  });

  test('connects the account that was chosen before', async () => {
    const { cfg, accountId } = await run({}, { accountOverrides: { rocketchat: 'work' } });
    expect([accountId, Object.keys(sectionOf(cfg)['accounts'] as object)]).toEqual(['work', ['work']]);
  });
});
