const AROUND = 64;
const NAME = /^[@#][\p{L}\p{N}_.-]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The place to cut a line that is too long: behind the last blank of its second half, otherwise between two characters
 * as people see them.
 *
 * @returns at most `room` and at least 1
 */
export function cutAt(line: string, room: number): number {
  if (line.length <= room) return line.length;
  const blank = line.lastIndexOf(' ', room - 1) + 1;
  const cut = blank > room / 2 ? blank : betweenCharacters(line, room);
  // At the beginning of a post a sign that stood behind a letter would make a mention of what follows.
  return cut > 1 && NAME.test(line.slice(cut, cut + 3)) ? betweenCharacters(line, cut - 1) : cut;
}

function betweenCharacters(line: string, room: number): number {
  const start = wholeFrom(line, Math.max(0, room - AROUND));
  const found = graphemes.segment(line.slice(start, room + AROUND)).containing(room - start);
  if (found && found.index > 0) return start + found.index;
  // A character of more than sixty marks: at least no half of a pair.
  return room > 1 && /[\udc00-\udfff]/.test(line[room] ?? '') ? room - 1 : room;
}

/** Not within a pair, nor within a row of flags, of which one only knows where each begins from where the row does. */
function wholeFrom(line: string, start: number): number {
  let at = /[\udc00-\udfff]/.test(line[start] ?? '') ? start - 1 : start;
  while (at > 1 && /^\ud83c[\udde6-\uddff]$/.test(line.slice(at - 2, at))) at -= 2;
  return Math.max(0, at);
}
