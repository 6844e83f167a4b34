import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { applyPlan } from '../../../../gateway-endpoint/src/plugin/setup/apply-plan.ts';
import { type Connecting, connect } from '../../../../gateway-endpoint/src/plugin/setup/connect.ts';
import { keepSecret } from '../../../../gateway-endpoint/src/plugin/setup/keep-secret.ts';
import { withSecrets } from '../../../../gateway-endpoint/src/plugin/setup/read-secrets.ts';
import { secretFilePath } from '../../../../gateway-endpoint/src/plugin/setup/secret-file.ts';
import { aSecret } from '../../keys.ts';
import { aFolder } from '../../services.ts';

let stateDir: string;
let rolls: number;
const gatewayUrl = 'https://gateway.example.com';

beforeEach(() => {
  stateDir = aFolder();
  rolls = 0;
});

/** Other bytes each time. */
const random = () => createHash('sha256').update(String(rolls++)).digest();

/** As the command does it, with the file of the configuration in memory. */
async function run(source: OpenClawConfig, options: Connecting = {}) {
  const plan = connect(await withSecrets(source), { gatewayUrl, url: 'http://chat', ...options }, random);
  const kept = await keepSecret(plan, source, stateDir);
  return { plan, ...applyPlan(plan, kept, source) };
}

const file = () => readFileSync(secretFilePath(stateDir), 'utf8');
const sectionOf = (cfg: OpenClawConfig) => cfg.channels?.['rocketchat'] as Record<string, unknown>;

describe('a new secret', () => {
  test('[S24d] is in a file that only its owner may read, and openclaw.json refers to it', async () => {
    const { plan, cfg } = await run({});
    expect(JSON.stringify(cfg)).not.toContain(plan.secret);
    expect(sectionOf(cfg)['sharedSecret']).toMatchObject({ source: 'file', provider: 'rocketchat' });
    expect(cfg.secrets?.providers).toEqual({
      rocketchat: { source: 'file', path: secretFilePath(stateDir), mode: 'json' },
    });
    expect(file()).toContain(plan.secret);
    expect(statSync(secretFilePath(stateDir)).mode & 0o777).toBe(0o600);
  });

  test('is read through its reference: the code is the same again, and nothing changes', async () => {
    const first = await run({});
    const again = await run(first.cfg);
    expect([again.plan.code, again.isChanged]).toEqual([first.plan.code, false]);
  });

  test('each account has its own, beside the others', async () => {
    const first = await run({});
    const second = await run(first.cfg, { account: 'work' });
    expect(file()).toContain(first.plan.secret);
    expect(file()).toContain(second.plan.secret);
    expect((await run(second.cfg)).plan.code).toBe(first.plan.code);
    expect((await run(second.cfg, { account: 'work' })).plan.code).toBe(second.plan.code);
  });

  test('[S24d] by --rotate, leaves the one before it in place, and the one before that is forgotten', async () => {
    const first = await run({});
    const second = await run(first.cfg, { rotate: true });
    expect(sectionOf(second.cfg)['previousSharedSecret']).toEqual(sectionOf(first.cfg)['sharedSecret']);
    const both = sectionOf(await withSecrets(second.cfg));
    expect([both['sharedSecret'], both['previousSharedSecret']]).toEqual([second.plan.secret, first.plan.secret]);
    const { previousSharedSecret: _ended, ...ended } = sectionOf(second.cfg);
    const third = await run({ ...second.cfg, channels: { rocketchat: ended } }, { rotate: true });
    expect(file()).not.toContain(first.plan.secret);
    expect(file()).toContain(second.plan.secret);
    expect(file()).toContain(third.plan.secret);
  });

  test('replaces one that stands in openclaw.json, and keeps that as the one before', async () => {
    const plain = { channels: { rocketchat: { baseUrl: 'http://chat', sharedSecret: aSecret() } } };
    const { plan, cfg } = await run(plain, { rotate: true });
    expect(sectionOf(cfg)['previousSharedSecret']).toBe(aSecret());
    expect(plan.replaces).toBe(aSecret());
  });

  test('of a state that was moved is in the file that openclaw.json names', async () => {
    const path = join(aFolder(), 'secrets.json');
    const { plan, cfg } = await run({ secrets: { providers: { rocketchat: { source: 'file', path, mode: 'json' } } } });
    expect(readFileSync(path, 'utf8')).toContain(plan.secret);
    expect((await run(cfg)).plan.code).toBe(plan.code);
  });

  test.each<[string, () => OpenClawConfig]>([
    ['the name of our file is taken', () => ({ secrets: { providers: { rocketchat: { source: 'env' } } } })],
    [
      'the file cannot be read',
      () => {
        const path = secretFilePath(stateDir);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, 'no JSON');
        chmodSync(path, 0o600);
        return {};
      },
    ],
  ])('is in openclaw.json where %s', async (_name, source) => {
    const { plan, cfg } = await run(source());
    expect(sectionOf(cfg)['sharedSecret']).toBe(plan.secret);
  });
});

test.each([
  ['somebody else has stored meanwhile', { sharedSecret: aSecret(9) }],
  ['stands in the environment', {}],
  ['another provider keeps', { sharedSecret: { source: 'env', provider: 'default', id: 'SECRET' } }],
])('[S24d] a secret that %s is not written over', async (_, written) => {
  const before = { channels: { rocketchat: { baseUrl: 'http://chat', sharedSecret: aSecret() } } };
  const plan = connect(before, { gatewayUrl, rotate: true }, random);
  await expect(keepSecret(plan, { channels: { rocketchat: written } }, stateDir)).rejects.toThrow(/not the one in use/);
});
