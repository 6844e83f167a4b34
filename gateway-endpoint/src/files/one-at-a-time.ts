/**
 * The same function, whose calls wait for each other.
 *
 * The app gets whole files only and holds one: two that are read by turns would cross into its sandbox again for every part.
 */
export function oneAtATime<A extends unknown[], T>(act: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (...args) => {
    const mine = last.then(() => act(...args));
    last = mine.catch(() => undefined);
    return mine;
  };
}
