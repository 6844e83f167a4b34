/** With more differences it is another name. */
const MOST_DIFFERENT = 3;
const MOST_NAMED = 5;

/** Similar names: those that contain the one looked for, then those with the fewest differences. */
export function nearest<T>(wanted: string, candidates: readonly T[], nameOf: (candidate: T) => string): T[] {
  const name = wanted.toLowerCase();
  const distinct = [...new Map(candidates.map((each) => [nameOf(each), each])).values()];
  return distinct
    .map((each) => ({ each, far: distance(name, nameOf(each).toLowerCase()) }))
    .filter(({ far }) => far <= MOST_DIFFERENT)
    .toSorted((one, other) => one.far - other.far)
    .slice(0, MOST_NAMED)
    .map(({ each }) => each);
}

function distance(one: string, other: string): number {
  if (one === '' || other === '') return Number.POSITIVE_INFINITY;
  if (one.includes(other) || other.includes(one)) return 0;
  const edits = editsBetween(one, other);
  // Three edits turn any short word into any other.
  return edits < Math.min(one.length, other.length) ? edits : Number.POSITIVE_INFINITY;
}

/** Levenshtein's distance, row by row. */
function editsBetween(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[other.length] ?? 0;
}
