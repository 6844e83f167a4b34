import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

interface Entry {
  readonly shortname: string;
  readonly shortname_alternates: readonly string[];
  readonly unicode_output: string;
}

const TONES = /-1f3f[b-f]/g;

/** Bundles the part of the library's table of emojis that `src/text/emoji.ts` reads: a fifth of it. */
export const emojiNames: Plugin = {
  name: 'emoji-names',
  setup: ({ onLoad }) =>
    onLoad({ filter: /emoji_strategy\.json$/ }, async ({ path }) => {
      const table = JSON.parse(await readFile(path, 'utf8')) as Record<string, Entry>;
      // Each colour of skin goes by the name of the emoji without one, where there is one.
      const kept = Object.entries(table).filter(([codes]) => !table[codes.replace(TONES, '')] || !codes.match(TONES));
      const read = kept.map(([codes, { shortname, shortname_alternates, unicode_output }]) => [
        codes,
        { shortname, ...(shortname_alternates.length > 0 && { shortname_alternates }), unicode_output },
      ]);
      return { contents: JSON.stringify(Object.fromEntries(read)), loader: 'json' };
    }),
};
