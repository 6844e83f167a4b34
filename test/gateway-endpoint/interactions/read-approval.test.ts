import { expect, test } from 'vitest';
import { readApproval } from '../../../gateway-endpoint/src/interactions/read-approval.ts';

test.each([
  ['/approve 1a2b3c4d allow-once', '1a2b3c4d', 'allow-once'],
  ['/approve 1a2b3c4d-0000-4000-8000-000000000000 deny', '1a2b3c4d-0000-4000-8000-000000000000', 'deny'],
  ['/approve allow 1a2b3c4d', '1a2b3c4d', 'allow-once'],
  ['/approve  plugin:one.two\u00a0ALWAYS ', 'plugin:one.two', 'allow-always'],
  ['/approve `1a2b3c4d` `reject`', '1a2b3c4d', 'deny'],
  ['/approve 1a2b3c4d once.', '1a2b3c4d', 'allow-once'],
])('[F18] %j decides', (written, approvalId, decision) => {
  expect(readApproval(written)).toEqual({ approvalId, decision });
});

test.each([
  '/approve',
  '/approve 1a2b3c4d',
  '/approve allow-once',
  '/approve 1a2b3c4d constructor',
  '/approve 1a2b3c4d allow-once please',
  '/approve 1a2b3c4d allow-once|deny',
  '/approve ../1 deny',
  `/approve ${'a'.repeat(300)} deny`,
])('[F18] %j decides nothing', (written) => {
  expect(readApproval(written)).toBeUndefined();
});
