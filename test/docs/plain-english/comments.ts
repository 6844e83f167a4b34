import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Piece } from './read-texts.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const FOLDERS = ['gateway-endpoint', 'rc-app', 'shared', 'scripts', 'test', 'testbed'];

/** All comments of the programs. People who change a program read these first. */
export function readComments(): Piece[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter(
        (name) =>
          /\.(m?ts|tsx)$/.test(name) && !name.includes('plain-english') && !/(^|\/)(node_modules|dist)\//.test(name),
      )
      .flatMap((name) => commentsIn(`${folder}/${name}`, readFileSync(path.join(ROOT, folder, name), 'utf8'))),
  );
}

/** Lines of one comment are one text, so that a form is found across the end of a line. Blanks keep the places. */
export function commentsIn(file: string, source: string): Piece[] {
  return [...source.matchAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*(?:\n[ \t]*\/\/[^\n]*)*/g)].map(
    ({ 0: text, index }) => ({
      file,
      line: source.slice(0, index).split('\n').length,
      text: text.replace(/\n[ \t]*(?:\*|\/\/)/g, (start) => `\n${' '.repeat(start.length - 1)}`),
    }),
  );
}
