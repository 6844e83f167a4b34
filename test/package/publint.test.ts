import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { expect, test } from 'vitest';
import manifest from '../../gateway-endpoint/package.json' with { type: 'json' };

test('publint finds nothing wrong with the package of the plugin', async () => {
  const { messages } = await publint({
    pkgDir: path.join(import.meta.dirname, '../../gateway-endpoint'),
    strict: true,
  });
  // Nobody imports the plugin: OpenClaw reads its own fields of package.json, so `exports` has nothing to say.
  const told = messages.filter(({ code }) => code !== 'HAS_ESM_MAIN_BUT_NO_EXPORTS');
  expect(told.map((message) => `${message.type}: ${formatMessage(message, manifest)}`)).toEqual([]);
});
