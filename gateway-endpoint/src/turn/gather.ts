import type { Claim } from '../admit/inbox.ts';
import { type Taken, take } from '../files/take.ts';
import { addressOf } from '../gate/address.ts';
import { inOnePrompt } from '../host/queued-messages.ts';
import { nameOf } from '../place/name-of.ts';
import { asAnswer } from './as-answer.ts';
import { ask } from './ask.ts';
import type { Known, TurnFacts } from './context.ts';
import { recall } from './history/recall.ts';
import { joinedTo } from './join-next.ts';
import type { Services } from './services.ts';
import { stepAsideAfter } from './step-aside.ts';
import { wordsOf } from './words.ts';

/** Reads files and history from the workspace before the agent starts. Commands need none of it. */
export async function gather(known: Known, claim: Claim, services: Services): Promise<TurnFacts> {
  const { bot, account, verdict } = known;
  const event = verdict.command ? known.event : asAnswer(known.event, bot, services.interactions.cards);
  const facts = { ...known, event };
  const signal = claim.abortSignal;
  const { resolve } = services.runtime.channel.inbound.ingress;
  return stepAsideAfter(claim, async () => {
    const joined = await Promise.all(joinedTo(claim).map((one) => asItIsRead(one, bot, services)));
    const each = [event, ...joined.map((one) => one.event)];
    const prefixes = [verdict.address.prefix, ...joined.map((one) => one.prefix)];
    const [recalled, takes] = await Promise.all([
      verdict.command
        ? undefined
        : recall({ ...facts, joined: joined.map((one) => one.event), signal }, { ...services, resolve }),
      Promise.all(each.map((one) => take({ event: one, maxBytes: account.reading.mediaMaxBytes, signal }, services))),
    ]);
    // A stop is no reason to start without them: the event waits for the next start.
    signal.throwIfAborted();
    const words = each.map((one, index) => wordsOf(one, bot, takes[index] ?? NOTHING, prefixes[index]));
    return { ...facts, recalled, taken: together(takes), words: inOnePrompt(words, nameOf(event.actor)) };
  });
}

/** A message that has joined: without quotations that the agent may not read, and with the prefix of its own. */
async function asItIsRead(one: Known['event'], bot: Known['bot'], services: Services) {
  const { event, rule, account } = await ask(one, bot, services);
  return { event, prefix: addressOf(event.message, bot, rule, account.policy, services.threads).prefix };
}

const NOTHING: Taken = { media: [], notes: [] };

const together = (takes: readonly Taken[]): Taken => ({
  media: takes.flatMap(({ media }) => media),
  notes: takes.flatMap(({ notes }) => notes),
});
