import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { followSettings } from '../memory/follow-settings.ts';
import { remember } from '../memory/remembered.ts';
import { readWatermarks } from '../memory/watermarks.ts';
import { outboxAccessors } from '../push/outbox-accessors.ts';
import type { Telling } from '../workspace/workspace.ts';
import { catchUp } from './catch-up.ts';
import { closedBefore } from './closed-before.ts';
import { type Beat, forgetBeats, readBeats, writeBeat } from './heartbeat-rows.ts';

const A_MINUTE_MS = 60_000;
const A_DAY_MS = 24 * 60 * A_MINUTE_MS;
/** A hook that the server has called may not have come to its end: it has 30 s, and the clocks of a cluster differ. */
const MARGIN_MS = A_MINUTE_MS;
/** Longer than the server takes to see that a process hangs (48 s), and longer than the time between two beats. */
const AT_LEAST_MS = 5 * A_MINUTE_MS;
/** A process that has missed two beats is dead. */
const DEAD_MS = 3 * A_MINUTE_MS;
/** Servers come and go seldom, but this may be asked every second. */
const PEERS_MS = 10_000;

/** The heartbeat of one process. At its start it reads what was said while no process lived; then it beats every minute. */
export interface Heartbeat {
  /** The first call counts. A hook may come before the app is enabled again. */
  start(telling: Telling): void;
  /** The app was disabled: the process lives on without a heartbeat. */
  pause(): void;
  /** It is enabled again. */
  resume(telling: Telling): Promise<void>;
  isPaused(): boolean;
  /** Do other servers of the cluster live, each with a process of its own? The answer may be some seconds old. */
  hasPeers(read: IRead): Promise<boolean>;
}

interface Needs {
  /** Called at the start: the packager loads the bundle, too, and has no dice. */
  readonly newId: () => string;
  readonly clock: () => number;
  readonly later: (run: () => void, ms: number) => void;
}

export function openHeartbeat({ newId, clock, later }: Needs): Heartbeat {
  let isPaused = false;
  let ownId: string | undefined;
  let turn = 0;
  let presumedUntil = 0;
  const peers = remember(async (read) => {
    const isOther = ({ processId, at }: Beat) => processId !== ownId && clock() - at <= DEAD_MS;
    return clock() < presumedUntil || (await readBeats(read)).some(isOther);
  }, PEERS_MS);

  const reportMissed =
    ({ app }: Telling) =>
    (error: unknown) =>
      app.outbox.heldLines.add('warn', `The heartbeat of this process failed: ${String(error)}`);

  /** @returns whether it was stored: if not, the last beat stays, and after a crash a little more is read again */
  async function beat({ persistence }: Telling, processId: string): Promise<boolean> {
    const isNoted = await writeBeat({ processId, turn, at: clock() }, persistence).then(
      () => true,
      () => false,
    );
    if (isNoted) turn++;
    return isNoted;
  }

  async function live(telling: Telling, processId: string): Promise<boolean> {
    later(() => {
      telling.app.underWay.add(live(telling, processId)).catch(reportMissed(telling));
    }, A_MINUTE_MS);
    if (isPaused) return false;
    // If a change of settings could not be stored, it is stored now.
    await followSettings(telling.app, telling, clock()).catch(() => undefined);
    const isNoted = await beat(telling, processId);
    await telling.app.deliveries.save(telling);
    return isNoted;
  }

  /** In this order: a process that starts now and finds no beat would take the app for new, and read nothing. */
  async function replace(before: readonly Beat[], telling: Telling, processId: string): Promise<void> {
    const isNoted = await live(telling, processId);
    if (isNoted) await forgetBeats(before, telling.persistence).catch(() => undefined);
  }

  return {
    start(telling) {
      if (ownId !== undefined) return;
      const processId = newId();
      ownId = processId;
      const caughtUp = afterDeath(telling, clock(), () => {
        // Their beats are removed, also those of peers that live: these beat again within a minute.
        presumedUntil = clock() + 2 * A_MINUTE_MS;
      });
      telling.app.outbox.begin(outboxAccessors(telling), caughtUp);
      const begun = caughtUp.then((before) => replace(before, telling, processId));
      telling.app.underWay.add(begun).catch(reportMissed(telling));
    },
    pause() {
      isPaused = true;
    },
    async resume(telling) {
      const wasPaused = isPaused;
      isPaused = false;
      // Before the first beat it has only just started, and beats by itself.
      if (wasPaused && ownId !== undefined && turn > 0) await beat(telling, ownId);
    },
    isPaused: () => isPaused,
    hasPeers: peers.get,
  };
}

/**
 * Reads what was said after earlier processes had died: the one before ours, and those of other servers. Of a process
 * that still lives it reads again what the gateway knows, which does no harm. Never throws.
 *
 * @param found called if there was a beat
 * @returns the beats since which messages were read
 */
async function afterDeath(telling: Telling, now: number, found: () => void): Promise<Beat[]> {
  try {
    const before = await readBeats(telling.read);
    await followSettings(telling.app, telling, await closedBefore(before, telling, now));
    // None: the app is new here, or an admin had switched it off.
    if (before.length === 0) return [];
    found();
    await readAgain(before, now - AT_LEAST_MS, now, telling);
    return before;
  } catch (error) {
    telling.app.outbox.heldLines.add(
      'warn',
      `Messages from while the app was away could not be read: ${String(error)}`,
    );
    return [];
  }
}

/** When a server of the cluster has died, another one reads what was said since. */
export async function catchUpForDeadPeers(telling: Telling, now: number): Promise<void> {
  const dead = (await readBeats(telling.read)).filter(({ at }) => now - at > DEAD_MS);
  if (dead.length === 0) return;
  await readAgain(dead, now, now, telling);
  await forgetBeats(dead, telling.persistence);
}

async function readAgain(beats: readonly Beat[], atLatest: number, now: number, telling: Telling): Promise<void> {
  const since = Math.min(atLatest, ...beats.map(({ at }) => at)) - MARGIN_MS;
  await catchUp(Math.max(since, now - A_DAY_MS), await readWatermarks(telling.read), telling);
}
