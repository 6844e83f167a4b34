/// <reference path="./emoji-strategy.d.ts" />
import table from 'emoji-toolkit/emoji_strategy.json' with { type: 'json' };

const SHORTNAMES = new Map<string, string>();
const NAMES = new Set<string>();

// The server validates reactions against the shortnames of the same library (apps/meteor/app/emoji-emojione). The ones
// that it has keep their names from version to version; a newer emoji is refused by a server that is older.
for (const { shortname, shortname_alternates: others = [], unicode_output: codes } of Object.values(table)) {
  const emoji = String.fromCodePoint(...codes.split('-').map((code) => Number.parseInt(code, 16)));
  // The library has each digit as an emoji.
  if (/^[!-~]$/.test(undrawn(emoji))) continue;
  SHORTNAMES.set(undrawn(emoji), shortname);
  for (const name of [shortname, ...others]) NAMES.add(name);
}

/** A name as models write it: `thumbsup`, `:thumbsup:`, `:thumbs-up_2:`. */
const NAME = /^:?([\w+-]{1,64}):?$/;

/**
 * `:name:` for an emoji or for its name. The colour of a skin counts only in emoji with two of them.
 *
 * @returns undefined for anything else
 */
export function emojiName(written: string): string | undefined {
  const emoji = undrawn(written.trim());
  const known = SHORTNAMES.get(emoji.replace(/[\u{1F3FB}-\u{1F3FF}]/gu, '')) ?? SHORTNAMES.get(emoji);
  if (known) return known;
  const text = written.trim();
  const name = NAME.exec(text)?.[1];
  if (NAMES.has(text)) return text;
  if (!name) return undefined;
  // Spellings of other programs: `white-check-mark`, `Tada`. An unknown name may be an emoji of the workspace.
  const spellings = [name, name.toLowerCase(), name.toLowerCase().replaceAll('-', '_')].map((each) => `:${each}:`);
  return spellings.find((each) => NAMES.has(each)) ?? `:${name}:`;
}

/** Without the variation selectors, which say how it is drawn. */
function undrawn(emoji: string): string {
  return emoji.replace(/[\u{FE0E}\u{FE0F}]/gu, '');
}
