import type { Claim } from '../admit/inbox.ts';
import { take } from '../files/take.ts';
import { asAnswer } from './as-answer.ts';
import type { TurnFacts } from './context.ts';
import { recall } from './history/recall.ts';
import type { Services } from './services.ts';
import { stepAsideAfter } from './step-aside.ts';
import { wordsOf } from './words.ts';

/** A message that may start a turn, before anything is read for it. */
export type Known = Omit<TurnFacts, 'recalled' | 'taken' | 'words'>;

/** Reads files and history from the workspace before the agent starts. Commands need none of it. */
export async function gather(known: Known, claim: Claim, services: Services): Promise<TurnFacts> {
  const { bot, account, verdict } = known;
  const event = verdict.command ? known.event : asAnswer(known.event, bot, services.interactions.cards);
  const facts = { ...known, event };
  const signal = claim.abortSignal;
  const { resolve } = services.runtime.channel.inbound.ingress;
  return stepAsideAfter(claim, async () => {
    const [recalled, taken] = await Promise.all([
      verdict.command ? undefined : recall({ ...facts, signal }, { ...services, resolve }),
      take({ event, maxBytes: account.reading.mediaMaxBytes, signal }, services),
    ]);
    // A stop is no reason to start without them: the event waits for the next start.
    signal.throwIfAborted();
    return { ...facts, recalled, taken, words: wordsOf(event, bot, taken, verdict.address.prefix) };
  });
}
