import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type InstalledApp, startWorkspace, type Workspace } from '../../../testbed/workspace/workspace.ts';
import { buildProbe, PROBE_ID } from './probe.ts';

describe.each(['deno', 'node'] as const)('the API of an app in the %s sandbox', (sandbox) => {
  let workspace: Workspace;
  let app: InstalledApp;
  const run = () => `${workspace.url}/api/apps/public/${app.id}/run`;
  const post = (body: string, type = 'application/json', url = run()) =>
    fetch(url, { method: 'POST', headers: { 'content-type': type }, body });

  beforeAll(async () => {
    workspace = await startWorkspace({ sandbox });
    app = await workspace.installApp(await buildProbe());
  });
  afterAll(() => workspace.stop());

  test('JSON and forms arrive parsed, everything else as {}', async () => {
    const json = await post('{"a":1}', 'application/json', `${run()}?q=1`);
    expect(await json.json()).toEqual({ content: { a: 1 }, query: { q: '1' } });
    expect(await (await post('a=1', 'application/x-www-form-urlencoded')).json()).toMatchObject({
      content: { a: '1' },
    });
    expect(await (await post('{"a":1}', 'text/plain')).json()).toMatchObject({ content: {} });
    expect(await (await post('{"a":1}', 'application/octet-stream')).json()).toMatchObject({ content: {} });
  });

  test('100 kB is the limit, and beyond it an HTML page of the server', async () => {
    const fits = JSON.stringify({ text: 'x'.repeat(102_400 - 11) });
    expect((await post(fits)).status).toBe(200);
    const tooLarge = await post(`${fits.slice(0, -2)}xx"}`);
    expect(tooLarge.status).toBe(413);
    expect(tooLarge.headers.get('content-type')).toContain('text/html');
    expect(await tooLarge.text()).toContain('<pre>Payload Too Large</pre>');
  });

  test('bad JSON is a 400 page', async () => {
    const answer = await post('{"a":');
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<!DOCTYPE html>');
  });

  test.each([
    ['an unknown app', () => `${workspace.url}/api/apps/public/no-such-app/run`],
    ['an unknown path', () => `${run()}/deeper`],
    ['a private path on the public side', () => `${workspace.url}/api/apps/public/${PROBE_ID}/hidden`],
    ['a wrong hash', () => `${workspace.url}/api/apps/private/${PROBE_ID}/guess/hidden`],
  ])('%s is a 404', async (_name, url) => {
    expect((await fetch(url())).status).toBe(404);
  });

  test('a private path with its hash answers', async () => {
    const answer = await fetch(`${workspace.url}/api/apps/private/${PROBE_ID}/${app.privateHash}/hidden`);
    expect([answer.status, await answer.text()]).toEqual([200, 'found']);
  });

  test('an unknown method and a throw are 500 with the reason as text', async () => {
    const put = await fetch(run(), { method: 'PUT' });
    expect([put.status, await put.text()]).toEqual([500, "run's put not exists"]);
    const fell = await post('{"verb":"throw"}');
    expect([fell.status, await fell.text()]).toEqual([500, 'the app fell over']);
  });

  test('a disabled app has no API', async () => {
    await workspace.app(app.id).disable();
    expect((await post('{}')).status).toBe(404);
    await workspace.app(app.id).enable();
    expect((await post('{}')).status).toBe(200);
  });
});
