/**
 * Takes the rest of a contract object after all of its fields were destructured. A field that is added to the contract
 * makes the call fail to compile, so neither half forgets it.
 */
export function nothingLeft(_rest: Record<string, never>): void {}
