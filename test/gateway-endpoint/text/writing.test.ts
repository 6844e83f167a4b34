import type { AppHello } from '@rocketchat-openclaw/shared';
import { expect, onTestFinished, test } from 'vitest';
import { type Running, running } from '../../../gateway-endpoint/src/account/running.ts';
import { writingIn } from '../../../gateway-endpoint/src/account/workspace.ts';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { textFor } from '../../../gateway-endpoint/src/text/text.ts';
import { configOf } from '../services.ts';

test('no post is longer than the app says that the server takes, from the moment in which it says so', () => {
  const writing = writingIn(resolveAccount(configOf({}), 'default', {}));
  const text = 'word '.repeat(300);
  expect(textFor(text, writing)).toHaveLength(1);

  const app = { messageMaxChars: 500 } as AppHello;
  running.set('default', { app } as Running);
  onTestFinished(() => void running.delete('default'));
  const pieces = textFor(text, writing);
  expect(pieces.length).toBeGreaterThan(2);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(500);
});
