import type { Texts } from '../pattern.ts';

/** Texts in place of a file that was not sent, in Brazilian Portuguese. */

export const FILE_NOT_SENT = {
  'too-large': (file, limit) => `Não consegui enviar o arquivo ${file}: ele é maior que ${limit}.`,
  'not-allowed': (file) => `Não consegui enviar o arquivo ${file}: não tenho permissão para enviá-lo.`,
  gone: (file) => `Não consegui enviar o arquivo ${file}: ele não está lá.`,
  unreadable: (file) => `Não consegui enviar o arquivo ${file}: não consigo lê-lo.`,
  refused: (file) => `Não consegui enviar o arquivo ${file}: este workspace não o aceita.`,
  failed: (file) => `Não consegui enviar o arquivo ${file}.`,
  'not-fetched': (file) => `Não consegui enviar o arquivo ${file}: este workspace não conseguiu buscá-lo.`,
} as const satisfies Texts['FILE_NOT_SENT'];

export const FILE_WITHOUT_NAME = 'sem nome';
