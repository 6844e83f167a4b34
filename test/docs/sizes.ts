import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from '../../rc-app/node_modules/typescript/lib/typescript.js';
import { filesIn } from './rooms.ts';

export interface Sized {
  /** The file and the name, such as `admit/queue.ts openQueue`. */
  readonly name: string;
  readonly lines: number;
}

/** Every function below `folder` with its length, those within others too. */
export function functionsIn(folder: string): Sized[] {
  return filesIn(folder).flatMap((file) => functionsOf(file, readFileSync(path.join(folder, file), 'utf8')));
}

export function functionsOf(file: string, text: string): Sized[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineOf = (at: number) => source.getLineAndCharacterOfPosition(at).line;
  const found: Sized[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      found.push({ name: `${file} ${nameOf(node)}`, lines: lineOf(node.end) - lineOf(node.getStart()) + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Its own name, or that of the constant or the property to which it is assigned. */
function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText();
  const { parent } = node;
  const isNamed = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isNamed ? parent.name.getText() : 'without a name';
}

/** @returns how many lines a file has at most, for nine files of ten */
export function ninthTenth(folder: string): number {
  const lengths = filesIn(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8').split('\n').length - 1)
    .toSorted((a, b) => a - b);
  return lengths[Math.ceil(lengths.length * 0.9) - 1] ?? 0;
}
