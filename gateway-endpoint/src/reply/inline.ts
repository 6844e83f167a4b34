import { emphasis } from './emphasis.ts';
import { codeSpans } from './spans.ts';

/** Around a number; `clean` has taken them out of everything else. */
const [OPEN, CLOSE] = ['\ufdd0', '\ufdd1'];
const KEPT = /\ufdd0(\d+)\ufdd1/g;

const IMAGE = /!(?=\[[^\]\n]{0,1000}\]\([^()\s])/g;
const LINK_TITLE = /(\]\([^()\s]{1,2000})[ \t]+(?:"[^"\n]{0,500}"|'[^'\n]{0,500}')\)/g;
const BLANK_LINK = /\[[\s\p{Cf}\u2800\u3164]{0,100}\]\(([^()\s]{1,2000})\)/gu;
const AUTOLINK = /<([a-z][a-z0-9+.-]{1,31}:\/\/[^\s<>|]{1,2000})>/gi;
const ADDRESS = /\b[a-z][a-z0-9+.-]{1,31}:\/\/[^\s<>()[\]]+|(?<=\]\()[^()\s]+/gi;
/** Names of Python and Node.js that would be bold; OpenClaw leaves such names alone too (preserveDunderIdentifiers). */
const DUNDER =
  /(?<![\w\\])__(?:all|call|class|del|dict|dirname|doc|enter|eq|exit|file|filename|getattr|getitem|hash|init|iter|len|main|module|name|new|next|proto|repr|setattr|setitem|slots|str|version)__(?!\w)/g;
const BREAK = /<br[ \t]*\/?>/gi;

/**
 * One line of GitHub's Markdown in Rocket.Chat's. Code and addresses are put aside meanwhile: a `_` within them is none
 * of ours.
 */
export function inline(line: string): string {
  const kept: string[] = [];
  const putBack = (text: string) => text.replace(KEPT, (_all, index: string) => kept[Number(index)] ?? '');
  const keep = (text: string) => `${OPEN}${kept.push(putBack(text)) - 1}${CLOSE}`;
  const links = codeSpans(line, (code) => keep(`\`${code}\``))
    .replace(BREAK, '\n')
    .replace(DUNDER, (name) => keep(`\`${name}\``))
    // An image would be fetched by every reader's client, from wherever the text says.
    .replace(IMAGE, '')
    .replace(LINK_TITLE, '$1)')
    // A link that nobody sees is how Rocket.Chat writes a quotation.
    .replace(BLANK_LINK, '$1')
    .replace(AUTOLINK, '$1')
    .replace(ADDRESS, keep);
  return putBack(emphasis(links));
}
