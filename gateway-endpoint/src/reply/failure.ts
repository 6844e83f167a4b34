import type { ReplyPayload } from 'openclaw/plugin-sdk/reply-payload';
import { type KeyOf, refOf } from './key.ts';

/** What OpenClaw says of a turn that failed → what people are told. The first that fits; the last fits all. */
const SENTENCES: readonly (readonly [said: RegExp, sentence: (ref: string) => string])[] = [
  [
    /context (?:overflow|limit)|too large for (?:the|this) model|auto-?compaction/i,
    (ref) => `This conversation has become too long for me (ref ${ref}). Please begin a new one with the command new.`,
  ],
  [
    /rate[ _-]?limit|too many requests|\b429\b|quota|usage limit/i,
    (ref) => `I am being asked too much at the moment (ref ${ref}). Please try again in a minute.`,
  ],
  [
    /billing|credits?\b|authenticat|unauthori[sz]ed|api key|\b(?:401|402|403)\b|sign in|log ?in/i,
    (ref) => `I am not set up properly at the moment (ref ${ref}). Please tell whoever runs me.`,
  ],
  [/is restarting|draining/i, (ref) => `I am being restarted (ref ${ref}). Please try again in a minute.`],
  [/timed? ?out|time-?out/i, (ref) => `This took me too long, so I stopped (ref ${ref}). Please try again.`],
  [
    /overloaded|internal error|server error|service unavailable|\b5\d\d\b|temporar/i,
    (ref) => `What I think with is overloaded at the moment (ref ${ref}). Please try again in a minute.`,
  ],
  [
    /visible reply|generate a response|no usable reply/i,
    (ref) => `I have not come up with an answer (ref ${ref}). Please try again.`,
  ],
  [/(?:)/, (ref) => `Something went wrong on my side (ref ${ref}). Please try again.`],
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
  // Nothing else of it: its buttons are for whoever runs the gateway.
  return { text: sentenceFor(text, ref), isError };
}

function sentenceFor(text: string, ref: string): string {
  return SENTENCES.find(([said]) => said.test(text))?.[1](ref) ?? '';
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
