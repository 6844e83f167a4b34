import { PROGRESS } from '../../texts/connect.ts';
import type { Live } from '../status/arrows.ts';

/** What the running gateway knows of an account: as much of its status as counts here. */
export interface Seen extends Pick<Live, 'running' | 'lastError' | 'probe' | 'heardAt' | 'fetching' | 'counts'> {
  readonly activity?: string | undefined;
}

/** The steps of a connection, in the order in which they are shown. */
export const STEPS = ['pasted', 'appReached', 'gatewayReached', 'firstMessage'] as const;
export type Step = (typeof STEPS)[number];

export interface Progress {
  readonly done: readonly Step[];
  /** What the operator can do about the first step that is not done. */
  readonly next: string | undefined;
}

/** What was so before the operator began to wait. */
export interface Before {
  readonly isFetched: boolean;
  /** How many deliveries had been refused: our own look at the door is one of them. */
  readonly refused: number;
}

/** @param seen undefined if no gateway answers */
export function progressOf(seen: Seen | undefined, before: Before): Progress {
  const { isFetched } = before;
  if (seen === undefined) return { done: [], next: PROGRESS.noGateway };
  const appReached = seen.probe?.ok === true;
  const gatewayReached = isFetched ? seen.fetching?.works === true && appReached : seen.heardAt !== undefined;
  const { turns = 0, commands = 0 } = seen.counts ?? {};
  const is: Record<Step, boolean> = {
    // A signature that holds, in whichever direction, shows that both sides have the same secret.
    pasted: appReached || gatewayReached,
    appReached,
    gatewayReached,
    firstMessage: turns + commands > 0,
  };
  const done = STEPS.filter((step) => is[step]);
  const first = STEPS.find((step) => !is[step]);
  return { done, next: first && whatNext(first, seen, before) };
}

/** The deliveries whose signature did not hold, until now. */
export const refusedIn = (seen: Seen | undefined): number => seen?.counts?.refusals.unauthorized ?? 0;

function whatNext(step: Step, seen: Seen, { isFetched, refused }: Before): string {
  if (seen.running !== true) return PROGRESS.notRunning(seen.lastError ?? PROGRESS.noReason);
  const { probe } = seen;
  switch (step) {
    case 'pasted': {
      if (refusedIn(seen) > refused) return PROGRESS.otherSecret;
      return PROGRESS.notPasted(probe?.ok === false ? probe.error : PROGRESS.noReason);
    }
    case 'appReached':
      return PROGRESS.appAway(probe?.ok === false ? probe.error : PROGRESS.noReason);
    case 'gatewayReached': {
      if (isFetched) return PROGRESS.notFetched(seen.fetching?.works === false ? seen.fetching.why : PROGRESS.noReason);
      return PROGRESS.notHeard;
    }
    case 'firstMessage':
      return firstMessage(seen);
  }
}

/** Nobody has been answered yet; perhaps somebody wrote. */
function firstMessage({ probe, counts, activity }: Seen): string {
  const bot = probe?.ok ? probe.bot : undefined;
  if (counts?.silences['pairing-required']) return PROGRESS.approve;
  const isSilent = Object.keys(counts?.silences ?? {}).length > 0;
  if (isSilent && activity) return PROGRESS.unanswered(activity);
  return bot ? PROGRESS.write(bot) : PROGRESS.writeToBot;
}
