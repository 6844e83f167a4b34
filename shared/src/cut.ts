/** No cluster of an ordinary text is longer. A longer one is cut, rather than lose the text before it. */
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

/**
 * Somebody's words, of at most so many UTF-16 units. Where they are cut, their end says so: `… (cut: 19,964 of 31,204
 * characters)`.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const saying = (kept: number) => `… (cut: ${inThousands(kept)} of ${inThousands(text.length)} characters)`;
  const room = most - saying(most).length;
  if (room <= 0) return shortened(text, most);
  const kept = cutAt(text, room);
  return kept + saying(kept.length);
}

/** If there is no room for such a sentence: the beginning and `…`. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${cutAt(text, Math.max(0, most - 1))}…`.slice(0, most);
}

/** The name of a file, which stays one of its kind: `a very long n….pdf`. */
export function cutFileName(name: string, most: number): string {
  if (name.length <= most) return name;
  const [ending = ''] = /(?:\.tar)?\.[\p{L}\p{N}_-]{1,15}$/u.exec(name) ?? [];
  return shortened(name.slice(0, name.length - ending.length), most - ending.length) + ending;
}

const inThousands = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
