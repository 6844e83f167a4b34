import type { Texts } from '../pattern.ts';

/** Texts in place of a file that was not sent, in French. */

export const FILE_NOT_SENT = {
  'too-large': (file, limit) => `Je n’ai pas pu envoyer le fichier ${file} : il dépasse ${limit}.`,
  'not-allowed': (file) => `Je n’ai pas pu envoyer le fichier ${file} : je n’ai pas le droit de l’envoyer.`,
  gone: (file) => `Je n’ai pas pu envoyer le fichier ${file} : il n’est pas là.`,
  unreadable: (file) => `Je n’ai pas pu envoyer le fichier ${file} : je ne peux pas le lire.`,
  refused: (file) => `Je n’ai pas pu envoyer le fichier ${file} : cet espace de travail ne l’accepte pas.`,
  failed: (file) => `Je n’ai pas pu envoyer le fichier ${file}.`,
  'not-fetched': (file) =>
    `Je n’ai pas pu envoyer le fichier ${file} : cet espace de travail n’a pas pu venir le chercher.`,
} as const satisfies Texts['FILE_NOT_SENT'];

export const FILE_WITHOUT_NAME = 'sans nom';
