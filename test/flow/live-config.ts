import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject, vi } from 'vitest';
import { isolate } from '../../testbed/gateway/isolation.ts';

/** `channels.rocketchat` of the shared gateway, as far as tests change it. */
export type Section = { accounts: Record<string, Record<string, unknown>> } & Record<string, unknown>;

/** Changes openclaw.json under the running gateway, as an operator's editor does, and waits until it says that it took it. */
export async function openLiveConfig() {
  const { folder } = inject('gateway');
  const { configFile } = await isolate(folder);
  const read = () => JSON.parse(readFileSync(configFile, 'utf8')) as { channels: { rocketchat: Section } };
  const log = () => readFileSync(path.join(folder, 'console.log'), 'utf8');
  const before = structuredClone(read().channels.rocketchat);

  async function change(edit: (section: Section) => void): Promise<void> {
    const config = read();
    const was = JSON.stringify(config.channels.rocketchat);
    edit(config.channels.rocketchat);
    if (JSON.stringify(config.channels.rocketchat) === was) return;
    const taken = count(log(), TAKEN);
    writeFileSync(configFile, JSON.stringify(config, null, 2));
    await vi.waitFor(
      () => {
        if (count(log(), TAKEN) <= taken) throw new Error('the gateway has not taken the new configuration');
      },
      { timeout: 60_000, interval: 50 },
    );
    await sleep(SETTLED_MS);
  }

  return {
    change,
    log,
    /** How often this account was started. */
    starts: (accountId: string) => count(log(), new RegExp(`events for account ${accountId} are taken`, 'g')),
    restore: () =>
      change((section) => {
        for (const key of Object.keys(section)) delete section[key];
        Object.assign(section, structuredClone(before));
      }),
  };
}

const TAKEN = /config change detected; evaluating reload/g;

/** From that line to the end of it, where nothing is to be started anew. */
const SETTLED_MS = 300;

const count = (text: string, what: RegExp): number => [...text.matchAll(what)].length;
