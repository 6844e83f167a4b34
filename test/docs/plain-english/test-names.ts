import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from '../../../rc-app/node_modules/typescript/lib/typescript.js';
import type { Piece } from './read-texts.ts';
import type { Riddle } from './riddles.ts';

const TESTS = path.resolve(import.meta.dirname, '../..');

/** A name is a sentence, or the end of one, with a subject: not a clause in the place of a noun. */
export const CLAUSE: Riddle = {
  form: /^(?:\[\w+\] )*what\b/,
  better: 'name the thing: “a waiting event …”, “messages of a closed time …”',
};

/** The names of all suites and tests. */
export function readTestNames(): Piece[] {
  return readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
    .flatMap((file) => namesIn(`test/${file}`, readFileSync(path.join(TESTS, file), 'utf8')));
}

export function namesIn(file: string, source: string): Piece[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  const names: Piece[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(?:test|describe)$/.test(calledBy(node))) {
      const text = node.arguments[0]?.getText(parsed);
      const line = parsed.getLineAndCharacterOfPosition(node.arguments[0]?.getStart(parsed) ?? 0).line + 1;
      if (text && /^['"`]/.test(text)) names.push({ file, line, text: text.slice(1, -1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return names;
}

/** `test` of `test('…')`, and of `test.skipIf(x).each([…])('…')`. */
function calledBy({ expression }: ts.CallExpression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isCallExpression(expression)) return calledBy(expression);
  if (!ts.isPropertyAccessExpression(expression)) return '';
  const { expression: object } = expression;
  return ts.isIdentifier(object) ? object.text : ts.isCallExpression(object) ? calledBy(object) : '';
}
