import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Our texts in place of OpenClaw's own sentences, in German. */

const { plural } = grammarOf('de');

const helpersIn = (helpers: number): string => plural(helpers, 'einem Helfer', `${helpers} Helfern`);
const helpersStopped = (helpers: number): string => plural(helpers, 'einen Helfer', `${helpers} Helfer`);

export const STOPPED = {
  all: (helpers) => (helpers === 0 ? 'Angehalten.' : `Angehalten, zusammen mit ${helpersIn(helpers)}.`),
  tooLate: (helpers) =>
    helpers === 0
      ? 'Meine Antwort ist schon unterwegs, ich konnte sie nicht mehr anhalten.'
      : `Meine Antwort ist schon unterwegs, ich konnte sie nicht mehr anhalten. Angehalten habe ich ${helpersStopped(helpers)}.`,
  some: (helpers) =>
    `${helpersStopped(helpers)} konnte ich nicht anhalten. Bitte halte mich noch einmal an.`.replace(/^e/, 'E'),
} as const satisfies Texts['STOPPED'];

export const QUEUE_IS_FULL =
  'Hier warten zu viele Nachrichten auf mich, deshalb habe ich deine nicht angenommen. Bitte schick sie nach meiner nächsten Antwort noch einmal.';

export const NOT_RESUMED =
  'Ich konnte meine Antwort nicht fertig schreiben, weil ich dabei mehrmals neu gestartet wurde. Bitte frag mich noch einmal.';

export const QUESTION = {
  intro: 'Ich brauche eine Antwort von dir:',
  any: 'Klick auf eine, oder antworte mit ihrer Nummer oder ihren Worten.',
  anyOrOwn: 'Klick auf eine, oder antworte mit ihrer Nummer, ihren Worten oder eigenen Worten.',
  several: 'Antworte mit Nummern oder Worten, durch Kommas getrennt, oder mit eigenen Worten.',
  own: 'Antworte mit eigenen Worten.',
  each: 'Antworte auf jede Frage in einer eigenen Zeile, zum Beispiel `1: yes`. Wo es eine Auswahl gibt, wähle daraus.',
} as const satisfies Texts['QUESTION'];

const fenced = (text: string): string => ['```', text, '```'].join('\n');

export const PAIRING_CODE: Texts['PAIRING_CODE'] = (idLine, code, command) =>
  [
    'Ich kann dir noch nicht antworten: Die Person, die mich betreibt, muss dich erst freigeben.',
    idLine,
    'Schick ihr diesen Code:',
    fenced(code),
    'Damit gibt sie dich frei:',
    fenced(command),
  ].join('\n');
