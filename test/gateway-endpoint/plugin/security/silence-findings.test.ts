import { expect, test } from 'vitest';
import { resolveAccount } from '../../../../gateway-endpoint/src/config/account.ts';
import { findSilence } from '../../../../gateway-endpoint/src/plugin/security/silence-findings.ts';
import { configOf } from '../../services.ts';

const ANSWERS_ALL = { groupPolicy: 'open', chatmode: 'onmessage' };
const OPS = { rooms: { '#ops': { allow: true, requireMention: false } } };
const rooms = (silentReply: object) => ({ agents: { defaults: { silentReply } } });

test.each<[string, object, object, number]>([
  ['every room', ANSWERS_ALL, {}, 1],
  ['one room', OPS, {}, 1],
  ['rooms that nobody is heard in', { groupPolicy: 'disabled', chatmode: 'onmessage' }, {}, 0],
  ['mentions', { groupPolicy: 'open' }, {}, 0],
  ['every room, and silence is allowed', ANSWERS_ALL, rooms({ group: 'allow' }), 0],
  ['every room, and silence is forbidden', ANSWERS_ALL, rooms({ group: 'disallow' }), 0],
  [
    'every room, and silence is allowed on this surface',
    ANSWERS_ALL,
    { surfaces: { rocketchat: { silentReply: { group: 'allow' } } } },
    0,
  ],
  [
    'every room, and silence is allowed elsewhere',
    ANSWERS_ALL,
    { surfaces: { slack: { silentReply: { group: 'allow' } } } },
    1,
  ],
])('[F17] doctor and audit say that the agent may be silent where it hears %s', (_what, section, more, count) => {
  const cfg = { ...configOf(section), ...more };
  const found = findSilence(resolveAccount(cfg, 'default', {}), cfg);
  expect(found).toHaveLength(count);
  for (const { severity, remediation } of found) {
    expect(severity).toBe('info');
    expect(remediation).toContain('agents.defaults.silentReply.group');
  }
});
