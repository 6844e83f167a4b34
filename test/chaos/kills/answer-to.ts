import type { Received } from '../../../testbed/gateway/prompt.ts';

/**
 * Answers every question since the model's last answer. OpenClaw may tell the model to go on with what a kill has
 * interrupted: then the question stands further up.
 */
export function answerTo({ texts, body }: Received): string {
  const numbers = numbersIn(texts.join('\n'));
  const asked = numbers.length > 0 ? numbers : numbersIn(JSON.stringify(body)).slice(-1);
  return asked.map((number) => `answer-${number}-end`).join(' ');
}

const numbersIn = (text: string) => [...text.matchAll(/question-(\d+)-end/g)].map(([, number]) => number);
