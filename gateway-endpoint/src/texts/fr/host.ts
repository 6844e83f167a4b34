import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Our texts in place of OpenClaw's own sentences, in French. */

const { plural } = grammarOf('fr');

const helpersIn = (helpers: number): string => plural(helpers, 'un assistant', `${helpers} assistants`);

export const STOPPED = {
  all: (helpers) => (helpers === 0 ? 'Arrêté.' : `Arrêté, avec ${helpersIn(helpers)}.`),
  tooLate: (helpers) =>
    helpers === 0
      ? 'Ma réponse est déjà en route : je n’ai pas pu l’arrêter.'
      : `Ma réponse est déjà en route : je n’ai pas pu l’arrêter. J’ai arrêté ${helpersIn(helpers)}.`,
  some: (helpers) => `Je n’ai pas pu arrêter ${helpersIn(helpers)}. Arrêtez-moi encore une fois, s’il vous plaît.`,
} as const satisfies Texts['STOPPED'];

export const QUEUE_IS_FULL =
  'Trop de messages m’attendent ici : je n’ai pas pris le vôtre. Renvoyez-le après ma prochaine réponse, s’il vous plaît.';

export const NOT_RESUMED =
  'Je n’ai pas pu terminer ma réponse : j’ai été redémarré plusieurs fois. Reposez-moi votre question, s’il vous plaît.';

export const QUESTION = {
  intro: 'J’ai besoin d’une réponse de votre part :',
  any: 'Cliquez sur l’une d’elles, ou répondez par son numéro ou son texte.',
  anyOrOwn: 'Cliquez sur l’une d’elles, ou répondez par son numéro, son texte ou vos propres mots.',
  several: 'Répondez par des numéros ou des textes, séparés par des virgules, ou avec vos propres mots.',
  own: 'Répondez avec vos propres mots.',
  each: 'Répondez à chaque question sur sa propre ligne, par exemple `1: yes`. Là où il y a des choix, choisissez-en un.',
} as const satisfies Texts['QUESTION'];

const fenced = (text: string): string => ['```', text, '```'].join('\n');

export const PAIRING_CODE: Texts['PAIRING_CODE'] = (idLine, code, command) =>
  [
    'Je ne peux pas encore vous répondre : la personne qui me gère doit d’abord vous approuver.',
    idLine,
    'Envoyez-lui ce code :',
    fenced(code),
    'Elle vous approuve avec :',
    fenced(command),
  ].join('\n');
