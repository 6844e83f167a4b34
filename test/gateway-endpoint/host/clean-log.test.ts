import { resultSchema } from '@rocketchat-openclaw/shared';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Running, running } from '../../../gateway-endpoint/src/account/running.ts';
import { AppCallError } from '../../../gateway-endpoint/src/app-client/client.ts';
import { readAnswer } from '../../../gateway-endpoint/src/app-client/read-answer.ts';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { openCounters } from '../../../gateway-endpoint/src/gate/counters.ts';
import { cleanLog } from '../../../gateway-endpoint/src/host/clean-log.ts';
import { status } from '../../../gateway-endpoint/src/plugin/status/status.ts';
import { aSecret } from '../keys.ts';

const EVIL = 'a\r\n2026-11-28T00:00:00Z [rocketchat] all is well \u001b[2J\u202e\u2028\u0085';
const SEEN = /[\p{C}\p{Zl}\p{Zp}]/u;

test.each(['debug', 'info', 'warn', 'error'] as const)('[S8] a line at level %s is one line', (level) => {
  const lines: string[] = [];
  const take = (line: string) => void lines.push(line);
  cleanLog({ debug: take, info: take, warn: take, error: take })[level](`app ${EVIL} says hello`);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(SEEN);
  expect(lines[0]).toContain('\\u{1b}[2J');
});

test('[S8] an error of the app’s, which OpenClaw writes into logs of its own, is one line, with an end', () => {
  const message = `post: refused-by-server: ${EVIL}${'x'.repeat(100_000)}`;
  const error = new AppCallError({ code: 'refused-by-server', happened: 'no', retryable: false, message });
  expect(error.message).not.toMatch(SEEN);
  expect(error.message.length).toBeLessThan(2_300);
});

test.each([
  ['of the result', { ok: true, result: { [`${EVIL}\u009b${'x'.repeat(100_000)}`]: 1, messageId: 1 } }],
  ['of the answer', { ok: true, result: {}, [`${EVIL}\u009b`]: 1 }],
])('[S8] nor does a cause repeat what the fields %s are called', (_of, answer) => {
  const read = () => readAnswer(JSON.stringify(answer), resultSchema('post'), 'post');
  const thrown = (() => {
    try {
      return read();
    } catch (error) {
      return error;
    }
  })();
  for (let at: unknown = thrown; at instanceof Error; at = at.cause) {
    expect(at.message).not.toMatch(SEEN);
    expect(at.message.length).toBeLessThan(2_300);
  }
  expect(thrown).toBeInstanceOf(AppCallError);
});

describe('[S8] the status', () => {
  test('is one line for each issue', () => {
    const snapshot = { accountId: 'default', enabled: true, probe: { ok: false, error: EVIL } };
    const issues = status.collectStatusIssues?.([snapshot] as never) ?? [];
    expect(issues).toHaveLength(1);
    for (const { message } of issues) expect(message).not.toMatch(SEEN);
  });

  test('of an account is without them, whatever its app says', async () => {
    const cfg = { channels: { rocketchat: { baseUrl: 'http://chat', sharedSecret: aSecret() } } };
    const app = { siteUrl: EVIL, appVersion: EVIL, bot: { id: 'b', username: EVIL } };
    const way = () => ({ fault: { since: 1, why: EVIL } });
    running.set('default', { app, counters: openCounters(), way, stranger: () => EVIL } as unknown as Running);
    onTestFinished(() => void running.delete('default'));
    const account = resolveAccount(cfg, 'default');
    const seen = await status.buildAccountSnapshot?.({ account, cfg });
    expect(JSON.stringify(seen)).toContain('\\\\u{1b}');
    expect(JSON.stringify(seen)).not.toMatch(/\\u00|\\r|\\n|[\u0080-\u009f\u2028\u202e]/);
  });
});
