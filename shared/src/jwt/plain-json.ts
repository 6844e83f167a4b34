/**
 * Parses JSON that is written as our own code writes it: UTF-8 without a mark, and text that `JSON.stringify` would write
 * again. A name that stands there twice, or in escapes, could mean one thing to us and another to a proxy before us.
 *
 * @throws SyntaxError, TypeError
 */
export function readPlainJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const value: unknown = JSON.parse(text);
  if (JSON.stringify(value) !== text) throw new SyntaxError('not as JSON.stringify writes it');
  return value;
}
