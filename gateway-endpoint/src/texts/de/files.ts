import type { Texts } from '../pattern.ts';

/** Texts in place of a file that was not sent, in German. */

export const FILE_NOT_SENT = {
  'too-large': (file, limit) => `Die Datei ${file} konnte ich nicht senden: Sie ist größer als ${limit}.`,
  'not-allowed': (file) => `Die Datei ${file} konnte ich nicht senden: Ich darf sie nicht senden.`,
  gone: (file) => `Die Datei ${file} konnte ich nicht senden: Sie ist nicht da.`,
  unreadable: (file) => `Die Datei ${file} konnte ich nicht senden: Ich kann sie nicht lesen.`,
  refused: (file) => `Die Datei ${file} konnte ich nicht senden: Dieser Workspace nimmt sie nicht an.`,
  failed: (file) => `Die Datei ${file} konnte ich nicht senden.`,
  'not-fetched': (file) => `Die Datei ${file} konnte ich nicht senden: Dieser Workspace konnte sie nicht abholen.`,
} as const satisfies Texts['FILE_NOT_SENT'];

export const FILE_WITHOUT_NAME = 'ohne Namen';
