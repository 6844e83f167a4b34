import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from '../../../rc-app/node_modules/typescript/lib/typescript.js';

/** A piece of text that people read, and where it stands. */
export interface Piece {
  /** Below the root of the repository. */
  readonly file: string;
  /** Line of its first character, from 1. */
  readonly line: number;
  readonly text: string;
}

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Pages, settings and descriptions: read as a whole, because people do. */
const WHOLE = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CODE_OF_CONDUCT.md',
  '.github',
  'docs',
  'testbed/workspace/README.md',
  'rc-app/i18n',
  'rc-app/app.json',
  'gateway-endpoint/openclaw.plugin.json',
  'gateway-endpoint/package.json',
  'gateway-endpoint/README.md',
  'rc-app/README.md',
];

/** Programs: what they say stands in their string literals. */
const PROGRAMS = [
  'rc-app/src',
  'rc-app/OpenClawApp.ts',
  'gateway-endpoint',
  'shared/src',
  'scripts',
  'testbed/playground',
];

/** Everything that people read: pages, settings, answers, command line, findings, descriptions and lines of logs. */
export function readTexts(): Piece[] {
  return [
    ...WHOLE.flatMap((each) => filesIn(each, /\.(md|json|yml)$/)).map((file) => ({ file, line: 1, text: read(file) })),
    ...PROGRAMS.flatMap((each) => filesIn(each, /\.(m?ts|tsx|mjs)$/)).flatMap((file) => literalsIn(file, read(file))),
  ].map((piece) => (piece.file.endsWith('.md') ? { ...piece, text: withoutCode(piece.text) } : piece));
}

/** The line of a place in a piece. */
export function lineAt({ line, text }: Piece, at: number): number {
  return line + text.slice(0, at).split('\n').length - 1;
}

/** String literals and templates with at least two words; what a template puts in stands as `…`. */
export function literalsIn(file: string, source: string): Piece[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const pieces: Piece[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== undefined && /\p{L}{2,}\s+\p{L}{2,}/u.test(text)) {
      pieces.push({ file, line: parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return pieces;
}

function textOf(node: ts.Node): string | undefined {
  // An escaped line end is none of the file.
  if (ts.isStringLiteral(node)) return node.text.replaceAll('\n', ' ');
  if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isJsxText(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

/** Blocks of code are not prose. Their lines stay, so that the numbers of the others do. */
export function withoutCode(markdown: string): string {
  return markdown.replace(/^( *)(```+|~~~+).*\n[\s\S]*?^ *\2 *$/gm, (block) => block.replace(/[^\n]/g, ''));
}

/** A catalogue in another language than English. `texts/languages.test.ts` reads those. */
export function isTranslation(file: string): boolean {
  return /\/(texts|i18n)\/(de|pt-BR|es|fr)\b/.test(file);
}

function filesIn(name: string, pattern: RegExp): string[] {
  if (!statSync(path.join(ROOT, name)).isDirectory()) return [name];
  return readdirSync(path.join(ROOT, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/(^|\/)(node_modules|dist)\/|\.test\.ts$/.test(file) && !isTranslation(file));
}

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
