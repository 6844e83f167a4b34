/** Our texts in place of OpenClaw's own sentences. `host/said-by-host.ts` knows those. */

/** The answer to `!stop`. `helpers` are the agent's own, which it had given work to. */
export const STOPPED = {
  all: (helpers: number) => (helpers === 0 ? 'Stopped.' : `Stopped, together with ${count(helpers)}.`),
  tooLate: (helpers: number) =>
    helpers === 0
      ? 'My answer is on its way already, so I could not stop it.'
      : `My answer is on its way already, so I could not stop it. I stopped ${count(helpers)}.`,
  some: (helpers: number) => `I could not stop ${count(helpers)}. Please stop me again.`,
} as const;

export const QUEUE_IS_FULL =
  'Too many messages wait for me here, so I did not take yours. Please send it again after my next answer.';

/** OpenClaw has tried to go on with an interrupted turn, and has given it up. */
export const NOT_RESUMED =
  'I could not finish my answer: I was restarted several times meanwhile. Please ask me again.';

/** Under a question of the agent's. A typed answer counts as a click does. */
export const QUESTION = {
  intro: 'I need an answer from you:',
  any: 'Click one, or answer with its number or its words.',
  anyOrOwn: 'Click one, or answer with its number, its words or words of your own.',
  several: 'Answer with numbers or words, separated by commas, or with words of your own.',
  own: 'Answer in your own words.',
  each: 'Answer each question in a line of its own, such as `1: yes`. Where there are choices, choose one of them.',
} as const;

/** A stranger's code. `idLine` is `PAIRING.userId`. */
export const PAIRING_CODE = (idLine: string, code: string, command: string) =>
  [
    "I can't answer you yet: the person who runs me has to approve you.",
    idLine,
    'Send them this code:',
    fenced(code),
    'They approve you with:',
    fenced(command),
  ].join('\n');

const count = (helpers: number): string => (helpers === 1 ? 'one helper' : `${helpers} helpers`);
const fenced = (text: string): string => ['```', text, '```'].join('\n');
