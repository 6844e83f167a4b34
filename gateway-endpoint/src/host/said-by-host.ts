import { nameAsCode } from '../files/unsendable.ts';
import type { Words } from '../texts/words.ts';

/** OpenClaw's own sentences → ours. Both of its answers to a stop end alike. */
const STOP =
  /^(⚙️ Agent was aborted\.|Agent reply is already finalizing and can no longer be aborted\.)(?: Stopped (\d+) sub-agents?\.)?(?: Cancellation was incomplete for (\d+) sub-agents?\. Retry \/stop\.)?$/u;
const FULL =
  'This message was not queued because the session queue is full. Please try again after the current response finishes.';

/** Lines below an answer, one for each file that OpenClaw did not let out. */
const FILE = /^⚠️ (.+): (File not found|Rejected by the local attachment allowlist|Delivery failed)\. .+$/u;

/** Replaces OpenClaw's own sentences if it is certain that they are OpenClaw's; other text stays as it is. */
export function sayPlainly(text: string, words: Words): string {
  const whole = text.trim();
  if (whole === FULL) return words.QUEUE_IS_FULL;
  const stop = STOP.exec(whole);
  if (stop) return stopped(stop, words);
  const lines = text.trimEnd().split('\n');
  const last = lines.findLastIndex((line) => !FILE.test(line));
  if (last === lines.length - 1) return text;
  const said = lines
    .slice(0, last + 1)
    .join('\n')
    .trimEnd();
  return [said, ...lines.slice(last + 1).map((line) => aboutFile(line, words))]
    .filter((part) => part !== '')
    .join('\n\n');
}

function stopped([, answer = '', helpers = '0', running]: RegExpExecArray, { STOPPED }: Words): string {
  const said = answer.startsWith('⚙️') ? STOPPED.all(Number(helpers)) : STOPPED.tooLate(Number(helpers));
  return running === undefined ? said : `${said} ${STOPPED.some(Number(running))}`;
}

function aboutFile(line: string, words: Words): string {
  const { FILE_NOT_SENT } = words;
  const [, name = '', why = ''] = FILE.exec(line) ?? [];
  const file = nameAsCode(name, words);
  if (why === 'File not found') return FILE_NOT_SENT.gone(file);
  return why === 'Delivery failed' ? FILE_NOT_SENT.failed(file) : FILE_NOT_SENT['not-allowed'](file);
}

const GUIDANCE: Readonly<Record<string, keyof Words['QUESTION']>> = {
  'Reply with the number or option text.': 'any',
  'Reply with the number, the option text, or your own answer.': 'anyOrOwn',
  'Reply with comma-separated option numbers or text, or your own answer.': 'several',
  'Reply with your answer.': 'own',
  'Reply by number or question id. Use a declared option where choices are fixed.': 'each',
};

/**
 * A text of a question that OpenClaw asks for the agent → the same in our words, with a number before each option, by which
 * OpenClaw takes a typed answer.
 */
export function askPlainly(text: string, { QUESTION }: Words): string {
  const lines = text.split('\n');
  const guidance = GUIDANCE[lines.at(-1)?.trim() ?? ''];
  if (guidance === undefined) return text;
  const [first = '', ...rest] = lines.slice(0, -1);
  let option = 0;
  const said = [first === 'Agent needs input:' ? QUESTION.intro : first, ...rest].map((line) =>
    line.replace(/^- (?=\S)/, () => `${++option}. `),
  );
  return [...said, QUESTION[guidance]].join('\n');
}

/** How a question ended, as OpenClaw says it → the same in our words. */
export function endPlainly(status: string, { ENDED }: Words): string {
  const answered = /^Answered(?:: (.+))?$/s.exec(status);
  if (answered) return ENDED.answered(answered[1]);
  if (status === 'Expired') return ENDED.isExpired;
  return status === 'Cancelled' ? ENDED.isCancelled : status;
}
