import { literal } from './literal.ts';

/** The meaning of a tag of HTML in a message. */
export type Tag =
  /** `summary` is a line of its own. */
  | { readonly does: 'mark'; readonly mark: string; readonly isEnd: boolean; readonly isLine: boolean }
  | { readonly does: 'code'; readonly isEnd: boolean }
  | { readonly does: 'link'; readonly words: string }
  | { readonly does: 'break' | 'nothing' };

const TAG = /^<(\/?)([a-z][a-z0-9]*)\b([^>]*)>$/i;
const END = /<\/([a-z][a-z0-9]*)\s*>/gi;
/** They have no end. */
const VOID = /^(?:br|hr|img)$/;
const COMMENT = /^<!--[\s\S]*-->$/;
const MARKS: Readonly<Record<string, string>> = {
  b: '**',
  strong: '**',
  summary: '**',
  i: '_',
  em: '_',
  s: '~~',
  del: '~~',
  strike: '~~',
};
const CODE = /^(?:kbd|samp|tt|code)$/;
const BREAKS = /^(?:br|hr|p|div|li|tr|ul|ol|table|thead|tbody)$/;
/** The markup for a tag that Rocket.Chat cannot show. */
const SILENT =
  /^(?:a|abbr|article|aside|big|blockquote|caption|center|cite|details|dfn|dd|dl|dt|figcaption|figure|font|footer|header|ins|main|mark|nav|picture|pre|q|section|small|source|span|sub|sup|td|th|time|u|var)$/;
const ATTRIBUTE = /(?<![a-z-])([a-z-]{1,32})\s{0,8}=\s{0,8}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))/gi;

/** Names of the tags that a text closes: `<source>` without an end is a word for what somebody is to put there. */
export function closedIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(END)].map(([, name = '']) => name.toLowerCase()));
}

/** @returns undefined for what is no tag of a page's words, such as `<T>`, which stays as it is */
export function tagOf(text: string, closed: ReadonlySet<string>): Tag | undefined {
  if (COMMENT.test(text)) return { does: 'nothing' };
  const [, slash, name = '', rest = ''] = TAG.exec(text) ?? [];
  const tag = name.toLowerCase();
  if (!closed.has(tag) && !VOID.test(tag)) return undefined;
  const isEnd = slash === '/';
  const mark = MARKS[tag];
  if (mark) return { does: 'mark', mark, isEnd, isLine: tag === 'summary' };
  if (CODE.test(tag)) return { does: 'code', isEnd };
  if (BREAKS.test(tag)) return { does: tag === 'br' || isEnd ? 'break' : 'nothing' };
  if (tag === 'img') {
    const named = attributesIn(rest);
    const { alt, src } = { alt: named.get('alt') ?? '', src: named.get('src') ?? '' };
    return {
      does: 'link',
      words: [literal(alt), /^https?:\/\/[^\s[\]]+$/.test(src) ? src : literal(src)].filter(Boolean).join(' '),
    };
  }
  return SILENT.test(tag) ? { does: 'nothing' } : undefined;
}

/** The address of an HTML link; empty for any other tag. */
export function hrefOf(text: string): string {
  const [, rest = ''] = /^<a\s([^>]*)>$/i.exec(text) ?? [];
  return rest === '' ? '' : (attributesIn(rest).get('href') ?? '').replaceAll('&amp;', '&');
}

function attributesIn(rest: string): ReadonlyMap<string, string> {
  return new Map(
    [...rest.matchAll(ATTRIBUTE)].map(([, key = '', ...forms]) => [key.toLowerCase(), forms.find(Boolean) ?? '']),
  );
}
