import type { CliResult } from '../../testbed/gateway/cli.ts';
import { wordsIn } from '../docs/written/commands.ts';

type RunCli = (...args: string[]) => Promise<CliResult>;

/** Where a command of `openclaw` leads, by its own help. */
export interface Help {
  /** Of `openclaw config set <path> <value>`: config, set. */
  readonly path: readonly string[];
  readonly text: string;
}

/** Asks `openclaw` for the help of its commands, each once. */
export function openHelp(openclaw: RunCli) {
  const asked = new Map<string, Promise<string>>();
  const helpOf = (path: readonly string[]): Promise<string> => {
    const name = path.join(' ');
    const known = asked.get(name) ?? openclaw(...path, '--help').then(({ stdout }) => stdout);
    asked.set(name, known);
    return known;
  };

  /** Goes down as far as the help of each command names the next word among its own commands. */
  async function find(words: readonly string[], path: readonly string[] = []): Promise<Help> {
    const text = path.length > 0 ? await helpOf(path) : '';
    const next = words[path.length];
    const leadsOn = next !== undefined && (path.length === 0 || commandsIn(text).includes(next));
    return leadsOn ? find(words, [...path, next]) : { path, text };
  }

  /** @returns the reasons for which OpenClaw would not take the command */
  return async function faultsOf(command: string): Promise<string[]> {
    const [, ...words] = wordsIn(command);
    const { path, text } = await find(words);
    const usage = /^Usage: openclaw (.*)$/m.exec(text)?.[1];
    if (!usage?.startsWith(path.join(' '))) return [`openclaw has no command ${path.join(' ')}`];
    return [...faultsOfOptions(words, text), ...faultsOfValues(words.slice(path.length), usage, text)];
  };
}

const commandsIn = (help: string): string[] =>
  [...(help.split(/^Commands:$/m)[1] ?? '').matchAll(/^ {2}([a-z][\w-]*)(?:\|[\w-]+)?(?= |$)/gm)].map(
    ([, name = '']) => name,
  );

/** Whether an option takes a value: `--query <text>`. */
const optionIn = (help: string, option: string) =>
  new RegExp(`^ {2}(?:-\\w, )?${option}(?=[ ,]|$)( <[^>]+>| \\[[^\\]]+\\])?`, 'm').exec(help);

const faultsOfOptions = (words: readonly string[], help: string): string[] =>
  words.filter((word) => word.startsWith('--') && !optionIn(help, word)).map((word) => `no option ${word}`);

function faultsOfValues(words: readonly string[], usage: string, help: string): string[] {
  const values = words.filter((word, index) => {
    const before = words[index - 1] ?? '';
    const isOfOption = before.startsWith('--') && optionIn(help, before)?.[1] !== undefined;
    return !word.startsWith('--') && !isOfOption;
  });
  const places = usage.match(/<[^>]+>|\[(?!options|command)[^\]]+\]/g) ?? [];
  const isMany = places.some((place) => place.includes('...'));
  return values.length > places.length && !isMany ? [`too many values: ${values.join(' ')}`] : [];
}
