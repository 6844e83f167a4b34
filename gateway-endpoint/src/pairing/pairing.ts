import { createHash } from 'node:crypto';
import { DEFAULT_ACCOUNT_ID } from 'openclaw/plugin-sdk/account-core';
import { createIngressEffectOnce } from 'openclaw/plugin-sdk/ingress-effect-once';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { listedUserId } from '../config/identity.ts';
import type { Every } from '../machine.ts';
import type { Sender } from '../reply/sender.ts';
import type { Store } from '../store/store.ts';
import { type Challenge, openChallenge } from './pair.ts';
import { openPairMemory } from './pair-memory.ts';
import { openPairWatch } from './pair-watch.ts';

/** Longer than the queue keeps its tombstones (30 days), so that no repeat finds the effect forgotten. */
const REMEMBER_MS = 31 * 24 * 60 * 60_000;
const REMEMBER_ENTRIES = 20_000;

/** From a stranger's first message to the moment they know that they may talk. */
export interface Pairing {
  readonly challenge: Challenge;
  /** This person talks to the agent already: no need to tell them that they may. */
  isHeard(userId: string): void;
  start(): void;
  stop(): Promise<void>;
}

export interface PairingParts {
  readonly runtime: PluginRuntime;
  readonly accountId: string;
  readonly sender: Sender;
  /** Of the workspace. */
  readonly language: () => string | undefined;
  readonly store: Store;
  readonly clock: () => number;
  readonly every: Every;
  readonly signal: AbortSignal;
  readonly log: { warn(message: string): void };
}

/** OpenClaw cuts namespaces short, and signs off their ends: names of accounts that differ there alone would be one. */
function namespaceOf(accountId: string): string {
  return accountId === DEFAULT_ACCOUNT_ID
    ? accountId
    : createHash('sha256').update(accountId).digest('hex').slice(0, 32);
}

export function openPairing(parts: PairingParts): Pairing {
  const { runtime, accountId, sender, language, store, clock, every, signal, log } = parts;
  const memory = openPairMemory({ store, clock });
  const readApproved = async () => {
    const entries = await runtime.channel.pairing.readAllowFromStore({ channel: CHANNEL_ID, accountId });
    return entries.flatMap((entry) => listedUserId(accountId, entry) ?? []);
  };
  const watch = openPairWatch({ memory, readApproved, sender, language, every, signal, log });
  const waits: typeof memory.waits = (person) => {
    memory.waits(person);
    watch.wake();
  };
  const effects = createIngressEffectOnce({
    pluginId: CHANNEL_ID,
    namespacePrefix: `pairing.${namespaceOf(accountId)}`,
    ttlMs: REMEMBER_MS,
    stateMaxEntries: REMEMBER_ENTRIES,
  });
  return {
    challenge: openChallenge({ runtime, accountId, sender, memory: { ...memory, waits }, effects }),
    isHeard: memory.forget,
    // Somebody may have been approved while the gateway was away.
    start: watch.wake,
    stop: watch.stop,
  };
}
