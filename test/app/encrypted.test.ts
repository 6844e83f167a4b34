import { writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { startInstalled } from './installed-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 27 + i * 3));

describe.each(['deno', 'node'] satisfies Sandbox[])('encrypted rooms (%s sandbox)', (sandbox) => {
  let workspace: Workspace;

  beforeAll(async () => {
    ({ workspace } = await startInstalled(sandbox, secret));
    await workspace
      .client('alice')
      .createRoom('vault', { isPrivate: true, isEncrypted: true, members: ['bob', 'openclaw.bot'] });
  });

  afterAll(async () => workspace?.stop());

  const told = () =>
    [...workspace.store.ephemerals].filter((each) => JSON.stringify(each).includes('end-to-end encrypted'));

  test('a person who writes there hears so once for the whole room, and nothing leaves', async () => {
    const before = workspace.outgoing.length;
    await workspace.client('bob').say('#vault', '@openclaw.bot can you hear me?');
    await vi.waitFor(() => expect(told()).toHaveLength(1), { timeout: 10_000 });
    await workspace.client('alice').say('#vault', 'and me?');
    const { _id } = await workspace.client('bob').say('#vault', 'hello?');
    await workspace.client('bob').edit(_id, '@openclaw.bot hello?');
    // Decided last, so that everything before it had its chance.
    await workspace.client('bob').say('#general', 'somewhere else');
    await vi.waitFor(() => expect(workspace.logs.join('\n')).toMatch(/egress \w+ stays: not-addressed/), {
      timeout: 10_000,
    });
    expect(told()).toHaveLength(1);
    expect(workspace.outgoing.length).toBe(before);
  });
});
