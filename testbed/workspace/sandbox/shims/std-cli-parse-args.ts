// Stands in for jsr:@std/cli: lib/parseArgs.ts imports it, and nothing that runs imports lib/parseArgs.ts in 1.62.0.
export function parseArgs(): never {
  throw new Error('the runtime of 1.62.0 does not parse arguments');
}
