import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Our texts in place of OpenClaw's own sentences, in Spanish. */

const { plural } = grammarOf('es');

const helpersIn = (helpers: number): string => plural(helpers, 'un ayudante', `${helpers} ayudantes`);

export const STOPPED = {
  all: (helpers) => (helpers === 0 ? 'He parado.' : `He parado, junto con ${helpersIn(helpers)}.`),
  tooLate: (helpers) =>
    helpers === 0
      ? 'Mi respuesta ya está en camino, así que no he podido pararla.'
      : `Mi respuesta ya está en camino, así que no he podido pararla. He parado ${helpersIn(helpers)}.`,
  some: (helpers) => `No he podido parar ${helpersIn(helpers)}. Párame otra vez, por favor.`,
} as const satisfies Texts['STOPPED'];

export const QUEUE_IS_FULL =
  'Aquí me esperan demasiados mensajes, así que no he aceptado el tuyo. Envíalo de nuevo después de mi próxima respuesta, por favor.';

export const NOT_RESUMED =
  'No he podido terminar mi respuesta, porque me han reiniciado varias veces. Pregúntame otra vez, por favor.';

export const QUESTION = {
  intro: 'Necesito una respuesta tuya:',
  any: 'Haz clic en una, o responde con su número o su texto.',
  anyOrOwn: 'Haz clic en una, o responde con su número, su texto o tus propias palabras.',
  several: 'Responde con números o textos, separados por comas, o con tus propias palabras.',
  own: 'Responde con tus propias palabras.',
  each: 'Responde a cada pregunta en una línea propia, como `1: yes`. Donde haya opciones, elige una de ellas.',
} as const satisfies Texts['QUESTION'];

const fenced = (text: string): string => ['```', text, '```'].join('\n');

export const PAIRING_CODE: Texts['PAIRING_CODE'] = (idLine, code, command) =>
  [
    'Todavía no puedo responderte: la persona que me gestiona tiene que aprobarte.',
    idLine,
    'Envíale este código:',
    fenced(code),
    'Te aprueba con:',
    fenced(command),
  ].join('\n');
