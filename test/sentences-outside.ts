import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from '../rc-app/node_modules/typescript/lib/typescript.js';

const ROOT = path.resolve(import.meta.dirname, '..');

/** A sentence in the sources, and the file in which it stands. */
export interface Sentence {
  readonly file: string;
  readonly text: string;
}

/** Calls whose words reach a log, or the one who calls: an error is caught, and reported by its code or in a log. */
const LOGS = /^(?:.*\.)?(?:log|warn|info|debug|error|heldLines\.add|report|failed)$|^note$/;
const THROWN = /Error$|^Refusal$/;

/** Sentences in string literals of a folder that are neither logged nor thrown, nor stand in a room of `texts`. */
export function sentencesIn(folder: string): Sentence[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('texts/') && !/(^|\/)(node_modules|dist)\//.test(name))
    .flatMap((name) => {
      const file = `${folder}/${name}`;
      return sentencesOf(file, readFileSync(path.join(ROOT, file), 'utf8'));
    });
}

/** At least three words, a capital at the beginning and a full stop, a question mark or the like at an end. */
export function sentencesOf(file: string, source: string): Sentence[] {
  const found: Sentence[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== undefined && isSentence(text) && !isForPrograms(node)) {
      found.push({ file, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return found;
}

const isSentence = (text: string): boolean =>
  /(?:\p{L}[\p{L}’']*[,:;]? +){2}\p{L}/u.test(text) &&
  /^[^\p{L}]*\p{Lu}[\p{Ll}’' ]/u.test(text) &&
  /[.?!:](?:\s|$)/.test(text);

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

function isForPrograms(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node.parent; at && !ts.isFunctionDeclaration(at); at = at.parent) {
    if (ts.isCallExpression(at) && LOGS.test(at.expression.getText())) return true;
    if (ts.isNewExpression(at) && THROWN.test(at.expression.getText())) return true;
  }
  return false;
}
