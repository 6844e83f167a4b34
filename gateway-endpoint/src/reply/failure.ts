import type { ReplyPayload } from 'openclaw/plugin-sdk/reply-payload';
import { type KeyOf, refOf } from '../app-client/key.ts';
import { allWords, type Words } from '../texts/words.ts';

const NO_ANSWER = /visible reply|generate a response|no usable reply|produce or deliver a reply/i;

/** OpenClaw's text for a turn without any answer. It comes as an ordinary answer, so only the text identifies it. */
const NOTHING_SHOWN = /^⚠️ OpenClaw couldn.t produce or deliver a reply\b.*$/;

type Sentence = keyof Words['FAILED'];

/** OpenClaw's texts for a failed turn → ours. The first match counts. */
const SENTENCES: readonly (readonly [said: RegExp, sentence: Sentence])[] = [
  [/context (?:overflow|limit)|too large for (?:the|this) model|auto-?compaction/i, 'tooLong'],
  [/rate[ _-]?limit|too many requests|\b429\b|quota|usage limit/i, 'tooMany'],
  [/billing|credits?\b|authenticat|unauthori[sz]ed|api key|\b(?:401|402|403)\b|sign in|log ?in/i, 'notSetUp'],
  [/is restarting|draining/i, 'restarting'],
  [/timed? ?out|time-?out/i, 'tookTooLong'],
  [/overloaded|internal error|server error|service unavailable|\b5\d\d\b|temporar/i, 'overloaded'],
  [NO_ANSWER, 'noAnswer'],
];

const REF = /\(ref ([0-9a-f]{6})\)/;

/**
 * Replaced already: an answer that goes through OpenClaw's queue passes here twice. In any language: it may have been said in
 * that of its author.
 */
function isOurs(text: string, newCommand: string): boolean {
  const [, ref] = REF.exec(text) ?? [];
  if (ref === undefined) return false;
  return allWords().some(({ FAILED }) =>
    Object.values(FAILED).some((sentence) => text.includes(sentence(ref, newCommand))),
  );
}

/** Does it report a failed turn? */
export const isFailure = ({ text = '', isError }: ReplyPayload): boolean =>
  isError === true || NOTHING_SHOWN.test(text.trim());

/** Did the agent simply say nothing? */
export const isNoAnswer = (payload: ReplyPayload): boolean =>
  isFailure(payload) && sentenceOf(payload.text ?? '') === 'noAnswer';

/**
 * A failure in words for people: without provider, model, path or stack, but with a reference id that is in the log
 * beside OpenClaw's text. Any other payload is left as it is.
 *
 * @param newCommand how a person starts a new conversation
 * @param report called with the reference id, and the text that people do not see
 */
export function inPlainWords(
  payload: ReplyPayload,
  keyOf: KeyOf,
  newCommand: string,
  { FAILED }: Words,
  report: (line: string) => void,
): ReplyPayload {
  const { text = '' } = payload;
  if (!isFailure(payload) || isOurs(text, newCommand)) return payload;
  const ref = refOf(keyOf);
  report(`ref ${ref}: ${oneLine(text)}`);
  // Without its buttons, which are for the operator of the gateway.
  return { text: FAILED[sentenceOf(text)](ref, newCommand), isError: true };
}

function sentenceOf(text: string): Sentence {
  if (NOTHING_SHOWN.test(text.trim())) return 'noAnswer';
  return SENTENCES.find(([said]) => said.test(text))?.[1] ?? 'other';
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
