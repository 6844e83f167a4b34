import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

// A browser of its own that asks nobody on the network for anything.
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Headless, with an empty profile inside `folder`. */
export async function openBrowser(executablePath: string, folder: string): Promise<BrowserContext> {
  const profile = await mkdtemp(path.join(folder, 'browser-'));
  return chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: ARGS,
    viewport: { width: 1280, height: 800 },
  });
}
