import { createHash } from 'node:crypto';

/**
 * Identifies a post: by the durable thing that it answers, and its place in the answer. A repeat after a crash or a lost
 * acknowledgement has the same key, and the app returns the first result.
 */
export type KeyOf =
  | { readonly event: string; readonly purpose: string }
  /** `delivery` is OpenClaw's id of a queued delivery, stable over its retries. */
  | { readonly delivery: string; readonly part: number };

/** The event that is answered, if the key names it. */
export function eventIn(of: KeyOf): string | undefined {
  return 'event' in of ? of.event : undefined;
}

/** @param chunk the place of this piece within a text that was too long for one message */
export function keyFor(of: KeyOf, chunk: number): string {
  // Hashed, because event ids may be longer than a key.
  if ('event' in of) return `e.${digest(of.event)}.${of.purpose}.${chunk}`;
  return `d.${digest(of.delivery)}.${of.part}.${chunk}`;
}

/** The key of the edit by which the preview of a turn becomes its answer. */
export function finalKeyOf(event: string): string {
  return keyFor({ event, purpose: 'preview-becomes-answer' }, 0);
}

/** A reference of six characters, for people and for the log. A repeat has the same one, as with keys. */
export function refOf(of: KeyOf): string {
  return createHash('sha256').update(keyFor(of, 0)).digest('hex').slice(0, 6);
}

/** The same for the file with this number. */
export function fileKeyFor(of: KeyOf, index: number): string {
  return `${keyFor(of, index)}.file`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
