import type { Texts } from '../pattern.ts';

/** Texts in place of a file that was not sent, in Spanish. */

export const FILE_NOT_SENT = {
  'too-large': (file, limit) => `No he podido enviar el archivo ${file}: ocupa más de ${limit}.`,
  'not-allowed': (file) => `No he podido enviar el archivo ${file}: no tengo permiso para enviarlo.`,
  gone: (file) => `No he podido enviar el archivo ${file}: no está.`,
  unreadable: (file) => `No he podido enviar el archivo ${file}: no puedo leerlo.`,
  refused: (file) => `No he podido enviar el archivo ${file}: este workspace no lo acepta.`,
  failed: (file) => `No he podido enviar el archivo ${file}.`,
  'not-fetched': (file) => `No he podido enviar el archivo ${file}: este workspace no ha podido recogerlo.`,
} as const satisfies Texts['FILE_NOT_SENT'];

export const FILE_WITHOUT_NAME = 'sin nombre';
