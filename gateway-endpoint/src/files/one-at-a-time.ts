/**
 * The same function, whose calls wait for each other.
 *
 * The app gets whole files from its server and holds one. If two were read alternately, each part would load a whole
 * file again.
 */
export function oneAtATime<A extends unknown[], T>(act: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (...args) => {
    const mine = last.then(() => act(...args));
    last = mine.catch(() => undefined);
    return mine;
  };
}
