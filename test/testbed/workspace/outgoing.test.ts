import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type InstalledApp, startWorkspace, type Workspace } from '../../../testbed/workspace/workspace.ts';
import { ask, buildProbe } from './probe.ts';

describe.each(['deno', 'node'] as const)('HTTP of an app in the %s sandbox', (sandbox) => {
  let workspace: Workspace;
  let app: InstalledApp;
  let site: Server;
  let url: string;
  const asked: IncomingMessage[] = [];
  const fetches = (path: string, given: Record<string, string> = {}) =>
    ask(workspace, app, 'fetch', { url: `${url}${path}`, ...given }) as Promise<Record<string, unknown>>;

  beforeAll(async () => {
    site = createServer((request, response) => {
      asked.push(request);
      if (request.url === '/moved') return void response.writeHead(307, { location: '/json' }).end();
      if (request.url === '/never') return;
      const type = request.url === '/json' ? 'application/json; charset=utf-8' : 'text/plain';
      response.writeHead(200, { 'content-type': type }).end('{"ok":true}');
    });
    await new Promise<void>((resolve) => {
      site.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    workspace = await startWorkspace({ sandbox });
    app = await workspace.installApp(await buildProbe());
  });
  afterAll(async () => {
    await workspace.stop();
    site.closeAllConnections();
    site.close();
  });

  test('`data` is there for JSON types alone', async () => {
    expect(await fetches('/json')).toMatchObject({ statusCode: 200, content: '{"ok":true}', data: { ok: true } });
    expect(await fetches('/text')).toMatchObject({ content: '{"ok":true}', data: null });
  });

  test('a redirect keeps method and Authorization', async () => {
    expect(await fetches('/moved', { method: 'post' })).toMatchObject({ statusCode: 200 });
    expect(asked.at(-1)).toMatchObject({ url: '/json', method: 'POST', headers: { authorization: 'Bearer t' } });
  });

  test('a time-out and a refused connection throw, and each request is on record', async () => {
    await expect(fetches('/never', { timeout: '100' })).rejects.toThrow('500');
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    await expect(ask(workspace, app, 'fetch', { url: `http://127.0.0.1:${port}/` })).rejects.toThrow('ECONNREFUSED');
    const [last] = workspace.outgoing.slice(-1);
    expect(last).toMatchObject({
      appId: app.id,
      method: 'GET',
      error: expect.any(String),
      endedAt: expect.any(Number),
    });
    expect(workspace.outgoing[0]).toMatchObject({
      url: `${url}/json`,
      headers: { authorization: 'Bearer t' },
      status: 200,
    });
  });
});
