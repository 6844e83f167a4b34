/// <reference path="./emoji-strategy.d.ts" />
import table from 'emoji-toolkit/emoji_strategy.json' with { type: 'json' };

const SHORTNAMES = new Map<string, string>();
const EMOJIS = new Map<string, string>();

// The server validates reactions against the shortnames of the same library (apps/meteor/app/emoji-emojione). The ones
// that it has keep their names from version to version; a newer emoji is refused by a server that is older.
for (const { shortname, shortname_alternates: others = [], unicode_output: codes } of Object.values(table)) {
  const emoji = String.fromCodePoint(...codes.split('-').map((code) => Number.parseInt(code, 16)));
  // To the library every digit is an emoji.
  if (/^[!-~]$/.test(undrawn(emoji))) continue;
  SHORTNAMES.set(undrawn(emoji), shortname);
  for (const name of [shortname, ...others]) EMOJIS.set(name, emoji);
}

/** A name as models write it: `thumbsup`, `:thumbsup:`, `:thumbs-up_2:`; one of Rocket.Chat's has no capitals of its own. */
const NAME = /^:?([\w+-]{1,64}):?$/;

/**
 * `:name:` for an emoji or for its name. Of which colour a skin is only counts where two of them differ.
 *
 * @returns undefined for what is neither
 */
export function emojiName(written: string): string | undefined {
  const emoji = undrawn(written.trim());
  const known = SHORTNAMES.get(emoji.replace(/[\u{1F3FB}-\u{1F3FF}]/gu, '')) ?? SHORTNAMES.get(emoji);
  if (known) return known;
  const text = written.trim();
  const name = NAME.exec(text)?.[1];
  return EMOJIS.has(text) ? text : name && `:${name}:`;
}

/**
 * The other way round.
 *
 * @param name as Rocket.Chat tells it, `:name:`
 * @returns undefined for what only this workspace has
 */
export function emojiOf(name: string): string | undefined {
  return EMOJIS.get(name);
}

/** Without the signs that say how it is drawn. */
function undrawn(emoji: string): string {
  return emoji.replace(/[\u{FE0E}\u{FE0F}]/gu, '');
}
