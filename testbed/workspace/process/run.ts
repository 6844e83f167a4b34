import { readFileSync, writeSync } from 'node:fs';
import { startWorkspace } from '../workspace.ts';
import type { ProcessOptions } from './start.ts';
import { strikeAt } from './strike-at.ts';

/**
 * A workspace as a process of its own: `node run.ts <ProcessOptions as JSON>`. Beside what a server answers it has
 * `GET /alive` (has the app started since its process was last killed?) and `POST /strike/<sandbox|server>`, which kills
 * within the `?calls=`th call of the app from now, and `?ms=` milliseconds later.
 */
async function run({ app, ...options }: ProcessOptions): Promise<void> {
  const workspace = await startWorkspace(options);
  let killedAt = 0;
  workspace.http.get('/alive', (_request, response) => {
    const isAlive = workspace.logs.slice(killedAt).some((line) => line.includes(app.saysAtStart));
    response.json({ isAlive });
  });
  workspace.http.post('/strike/:whom', (request, response) => {
    const { calls = '0', ms = '0' } = request.query as Record<string, string>;
    strikeAt(workspace.bridgeCalls, { calls: Number(calls), ms: Number(ms) }, (at) => {
      // Written at once, because nothing comes after it.
      writeSync(process.stdout.fd, `killed ${request.params.whom} at ${at}\n`);
      // The whole group, as when a container ends: the sandboxes with the server.
      if (request.params.whom === 'server') process.kill(0, 'SIGKILL');
      killedAt = workspace.logs.length;
      workspace.app(app.id).killSandbox();
      response.json({ at });
    });
  });
  if (workspace.app(app.id).status() === 'unknown') {
    await workspace.installApp(readFileSync(app.zip), { settings: app.settings });
  }
  const status = workspace.app(app.id).status();
  if (!status.endsWith('_enabled')) throw new Error(`the app is ${status}`);
  workspace.http.get('/ready', (_request, response) => void response.json({ ready: true }));
}

await run(JSON.parse(process.argv[2] ?? '') as ProcessOptions);
