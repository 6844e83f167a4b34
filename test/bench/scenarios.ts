import { vi } from 'vitest';
import type { Model, Say } from '../../testbed/gateway/model.ts';
import type { Person, Place, Side } from './sides.ts';

const WAIT = { timeout: 40_000, interval: 20 };

/** One scenario on one side. */
export interface Scene {
  say(person: Person, words: string): Promise<string>;
  /** From now on in a thread. */
  inThread(rootId: string): void;
  /** The model's replies to a question, one after another; afterwards it answers at once. */
  plays(question: string, ...acts: (Say | (() => Promise<Say>))[]): void;
  /** The model has been asked about these words. */
  asked(words: string): Promise<void>;
  /** The agent has said this. */
  said(words: string | RegExp): Promise<void>;
  /** All that was written so far has reached OpenClaw: what two others ask afterwards elsewhere is answered. */
  reached(): Promise<void>;
}

/** What the model was asked on one side, in its order, and what the agent said. */
export interface Seen {
  readonly requests: readonly (readonly string[])[];
  readonly said: readonly string[];
}

const PROBE = 'are you there';
/** The names of the questions in a text, such as `two` of `question-two`. */
export const namesIn = (text: string): string[] => [...text.matchAll(/question-(\w+)/g)].map(([, name = '']) => name);

/** Plays it in a place that nobody has used before. */
export async function play(
  { model, side, place, probe }: { model: Model; side: Side; place: Place; probe: Place },
  scenario: (scene: Scene) => Promise<void>,
): Promise<Seen> {
  const acts = new Map<string, (Say | (() => Promise<Say>))[]>();
  const first = model.requests.length;
  const since = () => model.requests.slice(first).filter(({ text }) => !text.includes(PROBE));
  let at = place;
  let probes = 0;
  model.script(async ({ text, texts }) => {
    if (text.includes(PROBE)) return `yes, ${text}`;
    const named = texts.flatMap(namesIn);
    const act = acts.get(named.at(-1) ?? '')?.shift();
    if (typeof act === 'function') return act();
    return act ?? `answer to ${named.join(' and ')}.`;
  });
  const scene: Scene = {
    say: (person, words) => side.say(person, at, words),
    inThread: (rootId) => {
      at = { ...place, rootId };
    },
    plays: (question, ...says) => void acts.set(question, says),
    asked: (words) =>
      vi.waitFor(() => {
        if (!since().some(({ text, toolResults }) => [text, ...toolResults].join('\n').includes(words)))
          throw new Error(`${side.name}: the model was not asked about ${words}`);
      }, WAIT),
    said: (words) =>
      vi.waitFor(() => {
        const all = side.saidIn(place).join('\n');
        const found = typeof words === 'string' ? all.includes(words) : words.test(all);
        if (!found) throw new Error(`${side.name}: nobody said ${words}, but:\n${all}`);
      }, WAIT),
    async reached() {
      for (let n = 0; n < 2; n++) {
        const words = `${PROBE}, ${++probes} of ${first}`;
        await side.say('alice', probe, words);
        await vi.waitFor(() => {
          if (!side.saidIn(probe).some((text) => text.includes(words)))
            throw new Error(`${side.name}: no answer to ${words}`);
        }, WAIT);
      }
    },
  };
  await scenario(scene);
  // A request too many would have come before this one.
  await scene.say('bob', 'question-last');
  await scene.said('answer to last.');
  const requests = since().map(({ texts }) => texts.map(plain));
  return { requests, said: side.saidIn(place) };
}

/** Without the mention, which each side has its own name for. */
const plain = (text: string) => text.replace(/@?openclaw(\.bot)?\b[:,]?\s*/gi, '').trim();
