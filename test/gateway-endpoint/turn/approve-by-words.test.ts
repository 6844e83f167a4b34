import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { expect, test } from 'vitest';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { noteAsked } from '../../../gateway-endpoint/src/interactions/asked-here.ts';
import { approveByWords } from '../../../gateway-endpoint/src/turn/approve-by-words.ts';
import { aMessage } from '../event.ts';
import { openClickable } from '../interactions/clickable.ts';
import { configOf } from '../services.ts';

/** What the person reads who has written this. */
function answerTo(text: string, section: object = { execApprovals: { approvers: ['Alice1'] } }) {
  const cfg: OpenClawConfig = configOf(section);
  const { interactions } = openClickable();
  const log = { info: () => undefined, warn: (line: string) => expect.unreachable(line) };
  const services = { interactions, clock: () => 0, log };
  return approveByWords(text, aMessage(), { cfg, account: resolveAccount(cfg, 'default') }, services);
}

test('[F18] who is no approver reads that, whatever they wrote', async () => {
  expect(await answerTo('/approve', { execApprovals: { approvers: ['Bob1'] } })).toMatch(/^Only an approver/);
});

test.each(['/approve', '/approve 1', '/approve deny', '/approve 1 perhaps', '/approve 1 deny please'])(
  '[F18] an approver reads how to write what is missing in %j',
  async (text) => {
    expect(await answerTo(text)).toMatch(/^Write `!approve <id> allow-once`/);
  },
);

test('[F18] a request of which nobody was asked here is not open', async () => {
  noteAsked('another', 'elsewhere-1');
  expect(await answerTo('/approve elsewhere-1 deny')).toMatch(/^I know no open request with this id/);
});

test('[F18] a beginning that several requests have is not enough', async () => {
  noteAsked('default', 'words-1');
  noteAsked('default', 'words-2');
  expect(await answerTo('/approve words deny')).toMatch(/^More than one request begins with this id/);
});
