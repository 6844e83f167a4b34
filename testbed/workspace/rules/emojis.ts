/// <reference path="../../../gateway-endpoint/src/text/emoji-strategy.d.ts" />
import table from 'emoji-toolkit/emoji_strategy.json' with { type: 'json' };

/** The workspace's custom ones. */
const CUSTOM = ['hand', 'hundred', 'party_parrot', 'sad', 'tool'];

// The server knows its library's emojis by all their names (app/emoji-emojione), and the workspace's own.
const known = new Set([
  ...CUSTOM.map((name) => `:${name}:`),
  ...Object.values(table).flatMap(({ shortname, shortname_alternates: others = [] }) => [shortname, ...others]),
]);

/** @param reaction in the server's form, `:name:` */
export function isEmoji(reaction: string): boolean {
  return known.has(reaction);
}
