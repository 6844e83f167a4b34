/** No cluster of an ordinary text is longer: what is, is no reason to lose the text before it. */
const LONGEST_CLUSTER = 64;

/**
 * The beginning of a text, of at most so many UTF-16 units, in which no character is cut in two: neither half of a pair
 * nor a part of what people see as one, such as a family or a flag.
 */
export function cutAt(text: string, most: number): string {
  if (text.length <= most) return text;
  const cluster = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text).containing(most);
  const at = cluster && most - cluster.index <= LONGEST_CLUSTER ? cluster.index : most;
  return text.slice(0, at).replace(/[\ud800-\udbff]$/, '');
}
