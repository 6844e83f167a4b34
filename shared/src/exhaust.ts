/**
 * Put what is left of a contract object in here, once every field of it is named: a field that is added to the contract
 * makes the call fail to compile, so that neither half forgets to decide about it.
 */
export function nothingLeft(_rest: Record<string, never>): void {}
