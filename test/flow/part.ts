import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import type { Say } from '../../testbed/gateway/model.ts';
import type { Asked } from './window.ts';

/**
 * Teaches the model what to say, each time that it is asked, to the message that contains the words returned.
 *
 * @returns such as `play:9f…`
 */
export async function part(...says: Say[]): Promise<string> {
  const name = randomUUID();
  await fetch(`${inject('gateway').windowUrl}/plays`, { method: 'POST', body: JSON.stringify({ name, says }) });
  return `play:${name}`;
}

/** The model's requests for the message with these words, oldest first. */
export async function askedOf(words: string): Promise<Asked[]> {
  const received = (await (await fetch(`${inject('gateway').windowUrl}/received`)).json()) as Asked[];
  return received.filter(({ text }) => text.includes(words));
}
