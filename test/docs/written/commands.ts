import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import MarkdownIt from 'markdown-it';

const ROOT = path.resolve(import.meta.dirname, '../../..');

export const PAGES = globSync(
  ['{README,CONTRIBUTING,SECURITY}.md', 'docs/**/*.md', '{rc-app,gateway-endpoint}/README.md'],
  { cwd: ROOT },
).toSorted();

/** A command or a block, as it stands in a page. */
export interface Written {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

export interface Block extends Written {
  /** Such as `json`; empty where the page names none. */
  readonly language: string;
}

const markdown = new MarkdownIt({ html: true });
const tokensOf = (file: string) => markdown.parse(readFileSync(path.join(ROOT, file), 'utf8'), {});

export function readBlocks(files: readonly string[] = PAGES): Block[] {
  return files.flatMap((file) =>
    tokensOf(file)
      .filter(({ type }) => type === 'fence')
      .map(({ info, content, map }) => ({ file, line: (map?.[0] ?? 0) + 1, language: info.trim(), text: content })),
  );
}

/** Shells that a reader types into: blocks of `sh`, and those of no language in pages for contributors. */
const isShell = ({ language }: Block) => language === 'sh' || language === '';

const PROGRAM = /^(?:[A-Z_]+=\S+ )*(?:openclaw|npm|npx|node|cd) /;

/** Every command of a block. */
export function commandsInBlocks(files: readonly string[] = PAGES): Written[] {
  return readBlocks(files)
    .filter(isShell)
    .flatMap(({ file, line, text }) =>
      text.split('\n').map((each, index) => ({ file, line: line + index + 1, text: each.trim() })),
    )
    .flatMap((written) => written.text.split(' && ').map((text) => ({ ...written, text })))
    .filter(({ text }) => PROGRAM.test(text));
}

/** Every command, those that stand as code in a sentence too. */
export function readCommands(files: readonly string[] = PAGES): Written[] {
  const inSentences = files.flatMap((file) => {
    let line = 1;
    return tokensOf(file).flatMap(({ map, children }) => {
      line = (map?.[0] ?? line - 1) + 1;
      const codes = (children ?? []).filter(({ type }) => type === 'code_inline');
      return codes.map(({ content }) => ({ file, line, text: content.replaceAll('\n', ' ') }));
    });
  });
  return [...commandsInBlocks(files), ...inSentences.filter(({ text }) => PROGRAM.test(text))];
}

/** As a shell cuts it: blanks part words, and quotes hold them together. `<…>` is a value that the reader fills in. */
export function wordsIn(command: string): string[] {
  const words = command.matchAll(/(?:<[^>]*>|'[^']*'|"[^"]*"|[^\s'"<])+/g);
  return [...words].map(([word]) => word.replace(/^(['"])(.*)\1$/s, '$2'));
}
