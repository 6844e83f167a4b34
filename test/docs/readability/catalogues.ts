import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isTranslation, literalsIn } from '../plain-english/read-texts.ts';
import { type Passage, proseIn } from './prose.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const ROOMS = ['rc-app/src/texts', 'gateway-endpoint/src/texts'];

export interface Catalogue {
  readonly file: string;
  readonly passages: readonly Passage[];
}

/** Every file of English texts that people read, as passages. */
export function readCatalogues(): Catalogue[] {
  const programs = ROOMS.flatMap((room) => filesIn(room, '.ts'));
  const settings = filesIn('rc-app/i18n', '.json');
  return [
    ...programs.map((file) => ({ file, passages: literalsIn(file, read(file)).flatMap(passagesOf) })),
    ...settings.map((file) => ({ file, passages: linesIn(read(file)).flatMap(passagesOf) })),
    // A program without a sentence, such as one that chooses among catalogues, is none.
  ].filter(({ passages }) => passages.length > 0);
}

const filesIn = (room: string, ending: string): string[] =>
  readdirSync(path.join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .map((name) => `${room}/${name}`)
    .filter((file) => file.endsWith(ending) && !isTranslation(file));

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const linesIn = (json: string) =>
  Object.values(JSON.parse(json) as Record<string, string>).map((text, index) => ({ text, line: index + 2 }));

const passagesOf = ({ text, line }: { text: string; line: number }): Passage[] =>
  proseIn(text).map((passage) => ({ ...passage, line }));
