import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { PEOPLE } from './arguments.ts';
import type { About, Happenings, Light, Try } from './page/contract.ts';
import type { Playground } from './playground.ts';

const folder = path.join(import.meta.dirname, 'page');
const SHOWN_HOPS = 120;
const HEALTH_MS = 1_000;

/** The parts of a playground that the page shows. */
export type Shown = Pick<Playground, 'workspace' | 'bot' | 'hops' | 'egress'> & {
  readonly gateway: Pick<Playground['gateway'], 'url'>;
  readonly app: Pick<Playground['app'], 'id'>;
};

/** The model's name, and messages to try. */
export interface Answering {
  readonly model: string;
  readonly tries: readonly Try[];
}

/** Puts the chat page at `/` of the workspace. It is bundled into memory, so nothing is written. */
export async function servePage(playground: Shown, answering: Answering): Promise<void> {
  const { http } = playground.workspace;
  const [html, bundle] = await Promise.all([readFile(path.join(folder, 'index.html'), 'utf8'), bundlePage()]);
  http.get('/', (_request, response) => {
    response.set('content-security-policy', POLICY).type('html').send(html);
  });
  for (const [name, text] of bundle)
    http.get(`/playground/${name}`, (_request, response) => {
      response.type(path.extname(name)).send(text);
    });
  http.get('/playground/about', (_request, response) => {
    response.json(aboutOf(playground, answering));
  });
  http.get('/playground/happenings', async (_request, response) => {
    response.json(await happeningsOf(playground));
  });
}

/** No message can make the page load anything from anywhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

async function bundlePage(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: ['page.tsx', 'page.css'],
    outdir: 'out',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  return new Map(outputFiles.map((file) => [path.basename(file.path), file.text]));
}

function aboutOf({ bot, workspace }: Shown, answering: Answering): About {
  const users = [...workspace.store.users.values()];
  const people = PEOPLE.flatMap((name) => {
    const user = users.find(({ username }) => username === name);
    return user ? [{ username: name, name: user.name, isAdmin: user.roles.includes('admin') }] : [];
  });
  return { people, bot, ...answering };
}

async function happeningsOf(playground: Shown): Promise<Happenings> {
  const hops = playground.hops.list().slice(-SHOWN_HOPS);
  return {
    gateway: await gatewayLight(playground),
    app: appLight(playground),
    hops,
    decisions: playground.egress.decisions(),
  };
}

async function gatewayLight({ gateway }: Shown): Promise<Light> {
  try {
    const { status } = await fetch(`${gateway.url}/healthz`, { signal: AbortSignal.timeout(HEALTH_MS) });
    return status === 200 ? { is: 'good', why: 'running' } : { is: 'waiting', why: `answers ${status}` };
  } catch {
    return { is: 'bad', why: 'does not answer' };
  }
}

/** Connected is what the last finished push says, since that is all the app knows itself. */
function appLight({ app, workspace }: Shown): Light {
  const status = workspace.app(app.id).status();
  if (!status.endsWith('enabled')) return { is: 'bad', why: status.replaceAll('_', ' ') };
  const last = workspace.outgoing.findLast(({ endedAt }) => endedAt !== undefined);
  if (!last) return { is: 'waiting', why: 'has not called yet' };
  if (last.status === 202) return { is: 'good', why: 'connected' };
  return { is: 'bad', why: last.error ?? `the gateway answered ${last.status}` };
}
