import { deriveKey } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { describeKeys } from '../../../../gateway-endpoint/src/plugin/setup/keys.ts';
import { aSecret } from '../../keys.ts';
import { configOf } from '../../services.ts';

const kid = async (secret: string, direction: 'event' | 'command') =>
  (await deriveKey(secret, direction, 'default')).kid;

test('shows the ids of the keys, those of the previous secret too, and never a secret', async () => {
  const lines = await describeKeys(configOf({ previousSharedSecret: aSecret(2) }));
  const [event, command, before] = await Promise.all([
    kid(aSecret(), 'event'),
    kid(aSecret(), 'command'),
    kid(aSecret(2), 'event'),
  ]);
  expect(lines[0]).toBe(`default: events ${event}, commands ${command}; still accepted: events ${before}`);
  expect(lines.join('\n')).toContain('without losing a message');
  for (const secret of [aSecret(), aSecret(2)]) expect(lines.join('\n')).not.toContain(secret.slice(5, 20));
});

test('says what is wrong where there are none', async () => {
  const [line] = await describeKeys(configOf({ sharedSecret: `rcoc_${'A'.repeat(43)}` }));
  expect(line).toMatch(/^default: channels\.rocketchat\.sharedSecret: the secret is not random: the same few bytes/);
});
