import { afterEach, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../../testbed/workspace/workspace.ts';
import { buildProbe, PROBE_ID } from './probe.ts';

let workspace: Workspace | undefined;
afterEach(() => workspace?.stop());

/** The engine packs a request with msgpack, whose decoder in the sandbox refuses the member `__proto__` and ends. */
test.each(['deno', 'node'] as const)(
  '[S15] a public path: one `__proto__` takes the %s sandbox away; on a private one it is 404',
  async (sandbox) => {
    workspace = await startWorkspace({ sandbox });
    const app = await workspace.installApp(await buildProbe());
    const at = (path: string, init: RequestInit = {}) =>
      fetch(`${workspace?.url}${path}`, { signal: AbortSignal.timeout(3_000), ...init });
    const run = `/api/apps/public/${PROBE_ID}/run`;
    const posting = (body: string) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const poison = posting('{"__proto__":1}');
    const isThere = async () => (await at(run, posting('{}')).catch(() => undefined))?.status === 200;

    const guessed = `/api/apps/private/${PROBE_ID}/guess/hidden`;
    for (const path of [guessed, `${guessed}?__proto__=1`, `/api/apps/public/${PROBE_ID}/hidden`]) {
      expect((await at(path, poison)).status).toBe(404);
    }
    expect(await isThere()).toBe(true);
    expect((await at(`/api/apps/private/${PROBE_ID}/${app.privateHash}/hidden`)).status).toBe(200);

    await at(run, poison).catch(() => undefined);
    expect(await isThere()).toBe(false);
  },
);
