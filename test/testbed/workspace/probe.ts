import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import type { InstalledApp, Workspace } from '../../../testbed/workspace/workspace.ts';

const PERMISSIONS = [
  'networking',
  'api',
  'message.read',
  'message.write',
  'room.read',
  'room.write',
  'user.read',
  'user.write',
  'persistence',
  'server-setting.read',
  'slashcommand',
  'upload.read',
  'upload.write',
  'ui.interact',
  'scheduler',
  'threads.read',
];

export const PROBE_ID = '6f1c2b4e-6a0f-4b7e-9d1a-0c4d2f3a5b6c';

interface ProbeOptions {
  without?: string[];
  version?: string;
}

/** The app of fixtures/probe-app.ts as an archive that Rocket.Chat takes. */
export async function buildProbe({ without = [], version = '1.0.0' }: ProbeOptions = {}): Promise<Uint8Array> {
  code ??= bundle();
  const info = {
    id: PROBE_ID,
    name: 'Probe',
    nameSlug: 'probe',
    version,
    requiredApiVersion: '^1.44.0',
    description: 'looks at its host',
    author: { name: 'tests', homepage: 'https://workspace.example', support: 'tests@workspace.example' },
    classFile: 'ProbeApp.ts',
    iconFile: 'icon.png',
    permissions: PERMISSIONS.filter((name) => !without.includes(name)).map((name) => ({ name })),
    implements: [
      'IPostMessageSent',
      'IPostMessageSentToBot',
      'IPostSystemMessageSent',
      'IPostMessageUpdated',
      'IPostMessageDeleted',
      'IPostMessageReacted',
      'IPostRoomUserJoined',
      'IPostRoomUserLeave',
      'IUIKitInteractionHandler',
    ],
  };
  return zipSync({
    'app.json': strToU8(JSON.stringify(info)),
    'ProbeApp.js': strToU8(await code),
    'icon.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
  });
}

let code: Promise<string> | undefined;

async function bundle(): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('./fixtures/probe-app.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'neutral',
    format: 'cjs',
    target: 'es2017',
    external: ['@rocket.chat/apps-engine/*'],
    logLevel: 'error',
  });
  return result.outputFiles[0]?.text ?? '';
}

/** Asks the probe to do something through its public API. */
export async function ask(
  workspace: Pick<Workspace, 'url'>,
  app: Pick<InstalledApp, 'id'>,
  verb: string,
  given: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(`${workspace.url}/api/apps/public/${app.id}/run`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ verb, ...given }),
  });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return ((await response.json()) as { result: unknown }).result;
}

/** Waits for a condition and never for luck: polls until `look` gives something, or says what was missing. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  throw new Error(`waited in vain for ${what}`);
}

export type Heard = { event: string } & Record<string, unknown>;

/** The first thing of this kind that the probe has heard and that fits. */
export function hear(
  workspace: Workspace,
  app: InstalledApp,
  event: string,
  fits: (heard: Heard) => boolean = () => true,
): Promise<Heard> {
  return until(`the app to hear "${event}"`, async () => {
    const heard = (await ask(workspace, app, 'heard')) as Heard[];
    return heard.find((entry) => entry.event === event && fits(entry));
  });
}
