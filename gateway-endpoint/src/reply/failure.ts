import type { ReplyPayload } from 'openclaw/plugin-sdk/reply-payload';
import { FAILED } from '../texts/people.ts';
import { type KeyOf, refOf } from './key.ts';

/** OpenClaw's words for a turn that failed → ours. The first that fits; the last fits all. */
const SENTENCES: readonly (readonly [said: RegExp, sentence: (ref: string) => string])[] = [
  [/context (?:overflow|limit)|too large for (?:the|this) model|auto-?compaction/i, FAILED.tooLong],
  [/rate[ _-]?limit|too many requests|\b429\b|quota|usage limit/i, FAILED.tooMany],
  [/billing|credits?\b|authenticat|unauthori[sz]ed|api key|\b(?:401|402|403)\b|sign in|log ?in/i, FAILED.notSetUp],
  [/is restarting|draining/i, FAILED.restarting],
  [/timed? ?out|time-?out/i, FAILED.tookTooLong],
  [/overloaded|internal error|server error|service unavailable|\b5\d\d\b|temporar/i, FAILED.overloaded],
  [/visible reply|generate a response|no usable reply/i, FAILED.noAnswer],
  [/(?:)/, FAILED.other],
];

/** Said by us already: an answer on its way through OpenClaw's queue passes here twice. */
const OURS = /\(ref [0-9a-f]{6}\)\. Please /;

/**
 * A failure in words for people: no provider, no model, no path, no stack, but a reference id that stands in the log
 * beside what OpenClaw says. Any other payload is left as it is.
 *
 * @param report hears the reference id, and the text that people do not see
 */
export function inPlainWords(payload: ReplyPayload, keyOf: KeyOf, report: (line: string) => void): ReplyPayload {
  const { text = '', isError } = payload;
  if (isError !== true || OURS.test(text)) return payload;
  const ref = refOf(keyOf);
  report(`ref ${ref}: ${oneLine(text)}`);
  // Nothing else of it: its buttons are for the operator of the gateway.
  return { text: sentenceFor(text, ref), isError };
}

function sentenceFor(text: string, ref: string): string {
  return SENTENCES.find(([said]) => said.test(text))?.[1](ref) ?? '';
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
