import { parseArgs } from 'node:util';
import { FULL, QUICK, type Scale } from './scale.ts';

export interface Asked {
  readonly isQuick: boolean;
  readonly scale: Scale;
  /** Names of measures. */
  readonly only: readonly string[];
  /** The page about performance is written anew. */
  readonly writesPage: boolean;
}

export const USAGE = `npm run bench                      all rows, in about a quarter of an hour
npm run bench -- --page            the same, and docs/performance.md is written anew
npm run bench -- --quick           a few repetitions of each row, which say nothing about speed
npm run bench -- --only NAME,NAME  some measures:`;

/** @throws on a mistake on the command line */
export function readArguments(args: readonly string[], measures: readonly string[]): Asked {
  const options = {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    page: { type: 'boolean', default: false },
  } as const;
  const { quick, only, page } = parseArgs({ args: [...args], options }).values;
  const names = only?.split(',') ?? measures;
  const unknown = names.filter((name) => !measures.includes(name));
  if (unknown.length > 0) throw new Error(`there is no measure ${unknown.join(' and no ')}`);
  if (page && (quick || only)) throw new Error('--page needs all rows, and each of them at length');
  return { isQuick: quick, scale: quick ? QUICK : FULL, only: names, writesPage: page };
}
