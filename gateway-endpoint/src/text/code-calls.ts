import { isCodeWord } from './code-words.ts';

/** Separates a name from its `@`. It is invisible, and neither names nor patterns for names contain it. */
export const APART = '\u200b';

/**
 * Marks a place where a name in code may have to be separated. It is as long as `APART`, so that cuts do not depend on
 * it.
 */
export const MARK = '\ufdd2';

/**
 * Characters of a name: every letter and digit, because the workspace's own pattern is a setting
 * (UTF8_User_Names_Validation).
 */
export const NAME = '[\\p{L}\\p{N}_.-]';
/** Of `@name@name:host`, as the server reads it (apps/meteor/app/mentions/lib/MentionsParser.ts). */
const REST = `(@${NAME}+)?(:[0-9a-zA-Z._-]+)?`;
const CALL = new RegExp(`(?<=^|[\\s>])@(?=${NAME})`, 'gu');
const MARKED = new RegExp(`@${MARK}(${NAME}+)(?=${REST}(/${NAME})?)`, 'gu');
/** The default of that setting. */
const PLAIN = /^[0-9a-zA-Z._-]+/;

/** Does somebody have this name? undefined if unknown. */
export type IsTaken = (name: string) => boolean | undefined;

/** Code in which everything is marked that the server may read as a mention: it reads them in code as well. */
export function markCalls(code: string): string {
  return code.replace(CALL, `@${MARK}`);
}

/** The names that marked posts would call, each once; without those that are always parted. */
export function callsIn(posts: readonly string[]): string[] {
  const names = posts.flatMap((post) =>
    [...post.matchAll(MARKED)].flatMap(([, name = '', second, host]) => readings(name, second, host)),
  );
  return [...new Set(names)].filter((name) => !isEverybody(name));
}

/**
 * A marked post as it leaves: a name in code is parted where somebody has it. Where that is not known, every name is
 * parted that no programming language has: see `code-words.ts`.
 */
export function settleCalls(post: string, isTaken: IsTaken): string {
  return post
    .replace(MARKED, (_all, name: string, second?: string, host?: string, path?: string) => {
      const taken = readings(name, second, host).map((each) => isEverybody(each) || isTaken(each));
      const isFree = taken.every((each) => each === false);
      const isUnknown = !isFree && !taken.includes(true);
      return isFree || (isUnknown && isCodeWord(name, path !== undefined)) ? `@${name}` : `@${APART}${name}`;
    })
    .replaceAll(MARK, APART);
}

const isEverybody = (name: string): boolean => name === 'all' || name === 'here';

/** The names that the server may read here, by its settings and by the text behind it. */
function readings(name: string, second = '', host = ''): string[] {
  const plain = PLAIN.exec(name)?.[0] ?? name;
  const whole = name + second + host;
  return [...new Set([name, plain, name + second, name + host, whole, ...(host && [`@${name}${host}`, `@${whole}`])])];
}
