import type { Say, Script } from '../../testbed/gateway/model.ts';

/** The model's replies, one after another, to the message that names the part. */
export interface Part {
  readonly name: string;
  readonly says: readonly Say[];
}

/** Parts that tests have handed to the model, which lives in another process. */
export interface Plays {
  learn(part: Part): void;
  /** Plays the part that a message names; otherwise answers by the script given. */
  readonly script: Script;
}

const NAMED = /\bplay:([\w-]+)/;

function withMore(say: Say, more: Say): Say {
  if (typeof more !== 'string') return say;
  if (typeof say === 'string') return `${say}\n${more}`;
  const isWhole = 'text' in say && !say.breaks && !say.calls;
  return isWhole ? { ...say, text: `${say.text}\n${more}` } : say;
}

export function openPlays(otherwise: Script): Plays {
  const parts = new Map<string, Say[]>();
  return {
    learn: ({ name, says }) => void parts.set(name, [...says]),
    async script(received, count) {
      const named = received.texts.filter((text) => NAMED.test(text));
      const part = parts.get(NAMED.exec(named.at(-1) ?? '')?.[1] ?? '');
      if (!part) return otherwise(received, count);
      // Asked more often than it has things to say, it fails loudly: a test counts what is asked.
      const say = part.shift() ?? 'this part has ended';
      // People may have written more, which is answered as well.
      const texts = received.texts.filter((text) => !named.includes(text));
      return texts.length > 0 ? withMore(say, await otherwise({ ...received, texts }, count)) : say;
    },
  };
}
