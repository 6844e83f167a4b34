import type { Forge, Knock } from './forge.ts';
import { forgedClaims } from './forged-claims.ts';
import { forgedHeaders } from './forged-headers.ts';
import { forgedKeys } from './forged-keys.ts';
import { forgedShapes } from './forged-shapes.ts';

/** Requests that prove nothing: all of them must be answered with the one face of 401. */
export async function unproved(forge: Forge): Promise<Knock[]> {
  return [...forgedHeaders(forge), ...forgedClaims(forge), ...(await forgedKeys(forge)), ...forgedShapes(forge)];
}
