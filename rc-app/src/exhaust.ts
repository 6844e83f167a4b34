/**
 * Put the rest of a destructured contract object in here: the compiler refuses it as soon as a field is added to the
 * contract that its consumer does not know.
 */
export function nothingLeft(_rest: Record<string, never>): void {}
