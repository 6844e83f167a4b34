import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { followSettings } from '../memory/follow-settings.ts';
import { remember } from '../memory/remembered.ts';
import { readWatermarks } from '../memory/watermarks.ts';
import { wayOf } from '../push/way.ts';
import type { Telling } from '../workspace/workspace.ts';
import { type Alive, forgetAlive, noteAlive, readAlive } from './alive.ts';
import { catchUp } from './catch-up.ts';
import { closedBefore } from './closed-before.ts';

const A_MINUTE_MS = 60_000;
const A_DAY_MS = 24 * 60 * A_MINUTE_MS;
/** A hook that the server has called may not have come to its end: it has 30 s, and the clocks of a cluster differ. */
const MARGIN_MS = A_MINUTE_MS;
/** Longer than the server takes to see that a process hangs (48 s), and than a process goes without a sign. */
const AT_LEAST_MS = 5 * A_MINUTE_MS;
/** Two signs were missed: this one is dead. */
const DEAD_MS = 3 * A_MINUTE_MS;
/** Servers come and go seldom, but this may be asked every second. */
const COMPANY_MS = 10_000;

/** The life of one process: at its beginning it reads what was said before, and then it leaves a sign every minute. */
export interface Life {
  /** The first call counts. A hook may come before the app is enabled again. */
  begin(telling: Telling): void;
  /** The app was disabled: the process lives on, and leaves no sign. */
  rest(): void;
  /** It is enabled again. */
  goOn(telling: Telling): Promise<void>;
  isResting(): boolean;
  /** Do other servers of the cluster live, each with a process of its own? Some seconds old. */
  hasCompany(read: IRead): Promise<boolean>;
}

interface Needs {
  /** Asked when life begins: what reads the bundle to package it has no dice. */
  readonly newId: () => string;
  readonly clock: () => number;
  readonly later: (run: () => void, ms: number) => void;
}

export function openLife({ newId, clock, later }: Needs): Life {
  let isResting = false;
  let ownId: string | undefined;
  let turn = 0;
  let presumedUntil = 0;
  const company = remember(async (read) => {
    const isOther = ({ processId, at }: Alive) => processId !== ownId && clock() - at <= DEAD_MS;
    return clock() < presumedUntil || (await readAlive(read)).some(isOther);
  }, COMPANY_MS);

  const unsaid =
    ({ app }: Telling) =>
    (error: unknown) =>
      app.outbox.news.say('warn', `This process left no sign of life: ${String(error)}`);

  /** @returns whether there is a new sign: otherwise the last one stays, and a little more is read again, should we die */
  async function giveSign({ persistence }: Telling, processId: string): Promise<boolean> {
    const isNoted = await noteAlive({ processId, turn, at: clock() }, persistence).then(
      () => true,
      () => false,
    );
    if (isNoted) turn++;
    return isNoted;
  }

  async function live(telling: Telling, processId: string): Promise<boolean> {
    later(() => {
      live(telling, processId).catch(unsaid(telling));
    }, A_MINUTE_MS);
    if (isResting) return false;
    // If a change of settings could not be stored, it is stored now.
    await followSettings(telling.app, telling, clock()).catch(() => undefined);
    return giveSign(telling, processId);
  }

  /** In this order: without any sign, a process that is born now would take the app for new, and read nothing. */
  async function replace(before: readonly Alive[], telling: Telling, processId: string): Promise<void> {
    const isNoted = await live(telling, processId);
    if (isNoted) await forgetAlive(before, telling.persistence).catch(() => undefined);
  }

  return {
    begin(telling) {
      if (ownId !== undefined) return;
      const processId = newId();
      ownId = processId;
      const caughtUp = afterDeath(telling, clock(), () => {
        // Their signs are forgotten with their past. Who lives gives the next one within a minute.
        presumedUntil = clock() + 2 * A_MINUTE_MS;
      });
      telling.app.outbox.begin(wayOf(telling), caughtUp);
      caughtUp.then((before) => replace(before, telling, processId)).catch(unsaid(telling));
    },
    rest() {
      isResting = true;
    },
    async goOn(telling) {
      const hasRested = isResting;
      isResting = false;
      // Before the first sign it has only just begun to live, and gives that by itself.
      if (hasRested && ownId !== undefined && turn > 0) await giveSign(telling, ownId);
    },
    isResting: () => isResting,
    hasCompany: company.get,
  };
}

/**
 * Reads what processes that have died could not hear: the one before ours, and those of other servers. The gateway knows
 * the messages of one that is still alive. Never throws.
 *
 * @param found called where there was any
 * @returns the lives whose past has been read
 */
async function afterDeath(telling: Telling, now: number, found: () => void): Promise<Alive[]> {
  try {
    const before = await readAlive(telling.read);
    await followSettings(telling.app, telling, await closedBefore(before, telling, now));
    // None: the app is new here, or an admin had switched it off.
    if (before.length === 0) return [];
    found();
    await readAgain(before, now - AT_LEAST_MS, now, telling);
    return before;
  } catch (error) {
    telling.app.outbox.news.say('warn', `What was said while the app was away is not read: ${String(error)}`);
    return [];
  }
}

/** A server that went and did not come back: another reads what it did not hear. */
export async function bringInTheDead(telling: Telling, now: number): Promise<void> {
  const dead = (await readAlive(telling.read)).filter(({ at }) => now - at > DEAD_MS);
  if (dead.length === 0) return;
  await readAgain(dead, now, now, telling);
  await forgetAlive(dead, telling.persistence);
}

async function readAgain(which: readonly Alive[], atLatest: number, now: number, telling: Telling): Promise<void> {
  const since = Math.min(atLatest, ...which.map(({ at }) => at)) - MARGIN_MS;
  await catchUp(Math.max(since, now - A_DAY_MS), await readWatermarks(telling.read), telling);
}
