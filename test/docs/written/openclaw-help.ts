import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readCommands, wordsIn } from './commands.ts';

/** What the commands of the pages are measured by: the help of `openclaw`, as `documented-commands.test.ts` has recorded it. */
export const RECORDED = path.join(import.meta.dirname, 'openclaw-help.json');

export const readRecorded = () => JSON.parse(readFileSync(RECORDED, 'utf8')) as Record<string, Help>;

/** The commands of `openclaw` in the pages, each once. */
export function documentedCommands(): string[] {
  const all = readCommands().filter(({ text }) => text.startsWith('openclaw '));
  return [...new Set(all.map(({ text }) => text))].toSorted();
}

/** As much of the help of one command of `openclaw` as says whether it takes a line. */
export interface Help {
  /** What stands behind `Usage: openclaw`; empty where there is no such command. */
  readonly usage: string;
  /** The names of its own commands. */
  readonly commands: readonly string[];
  /** Its options, and whether they take a value: `--query <text>`. */
  readonly options: Readonly<Record<string, 'value' | 'flag'>>;
}

/** The help of a command by its path: of `openclaw config set <path> <value>` it is `config set`. */
export type HelpOf = (path: string) => Promise<Help>;

export function readHelp(text: string): Help {
  const options = [...text.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)(?=[ ,]|$)( <[^>]+>| \[[^\]]+\])?/gm)].map(
    ([, name = '', value]) => [name, value === undefined ? 'flag' : 'value'] as const,
  );
  return {
    usage: /^Usage: openclaw (.*)$/m.exec(text)?.[1] ?? '',
    commands: [...commandsIn(text).matchAll(/^ {2}([a-z][\w-]*)(?:\|[\w-]+)?(?= |$)/gm)].map(([, name = '']) => name),
    options: Object.fromEntries(options),
  };
}

/** The part of a help that lists commands; examples may follow it. */
const commandsIn = (text: string): string => (text.split(/^Commands:$/m)[1] ?? '').split(/^\S/m)[0] ?? '';

interface Found {
  /** Of `openclaw config set <path> <value>`: config, set. */
  readonly path: readonly string[];
  readonly help: Help;
}

const NO_HELP: Help = { usage: '', commands: [], options: {} };

/** Goes down as far as the help of each command names the next word among its own commands. */
async function find(words: readonly string[], helpOf: HelpOf, at: readonly string[] = []): Promise<Found> {
  const help = at.length > 0 ? await helpOf(at.join(' ')) : NO_HELP;
  const next = words[at.length];
  const leadsOn = next !== undefined && (at.length === 0 || help.commands.includes(next));
  return leadsOn ? find(words, helpOf, [...at, next]) : { path: at, help };
}

/** @returns the reasons for which OpenClaw would not take the command */
export async function faultsOf(command: string, helpOf: HelpOf): Promise<string[]> {
  const [, ...words] = wordsIn(command);
  const { path: at, help } = await find(words, helpOf);
  const name = at.join(' ');
  if (!help.usage.startsWith(name)) return [`openclaw has no command ${name}`];
  return [...faultsOfOptions(words, help), ...faultsOfValues(words.slice(at.length), help)];
}

const faultsOfOptions = (words: readonly string[], { options }: Help): string[] =>
  words.filter((word) => word.startsWith('--') && !(word in options)).map((word) => `no option ${word}`);

function faultsOfValues(words: readonly string[], { usage, options }: Help): string[] {
  const values = words.filter((word, index) => {
    const before = words[index - 1] ?? '';
    return !word.startsWith('--') && options[before] !== 'value';
  });
  const places = usage.match(/<[^>]+>|\[(?!options|command)[^\]]+\]/g) ?? [];
  const isMany = places.some((place) => place.includes('...'));
  return values.length > places.length && !isMany ? [`too many values: ${values.join(' ')}`] : [];
}
