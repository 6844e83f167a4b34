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

export function openPlays(otherwise: Script): Plays {
  const parts = new Map<string, Say[]>();
  return {
    learn: ({ name, says }) => void parts.set(name, [...says]),
    script(received, count) {
      const part = parts.get(NAMED.exec(received.text)?.[1] ?? '');
      // Asked more often than it has things to say, it fails loudly: a test counts what is asked.
      return part ? (part.shift() ?? 'this part has ended') : otherwise(received, count);
    },
  };
}
