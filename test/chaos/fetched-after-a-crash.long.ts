import { APP_ID } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { answerTo, BOT, connectWorkspace } from '../flow/connected-workspace.ts';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await connectWorkspace('node', 'pulled');
});
afterAll(() => workspace?.stop());

const posts = () => [...workspace.store.messages.values()].filter(({ u }) => u.username === BOT);

// The server answers the call that waits there only after 30 s, hence not in `npm run test:all`.
test('messages while the app’s process is dead, and just after, are answered once and in order', async () => {
  const bob = workspace.client('bob');
  const before = await bob.say(`@${BOT}`, 'before the crash');
  await answerTo(workspace, before);
  workspace.app(APP_ID).killSandbox();
  const said: MessageRecord[] = [];
  for (const n of [1, 2, 3]) said.push(await bob.say(`@${BOT}`, `crash-${n}-end`));
  const answered = () =>
    posts()
      .filter(({ rid, t, editedAt }) => rid === before.rid && !t && !editedAt)
      .flatMap(({ msg }) => [...msg.matchAll(/crash-(\d)-end/g)].map(([, n]) => Number(n)));
  await vi.waitFor(() => expect(answered()).toEqual([1, 2, 3]), { timeout: 90_000, interval: 100 });
}, 120_000);
