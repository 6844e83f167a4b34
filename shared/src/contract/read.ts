import type * as z from 'zod/mini';
import { Refusal } from '../errors.ts';

/**
 * Text → JSON → schema, for payloads that are already proved to come from the peer.
 *
 * @param what for the message, such as `an event batch`
 * @throws Refusal `bad-request`; the detail names the field, never its value
 */
export function readJson<S extends z.ZodMiniType>(schema: S, text: string, what: string): z.infer<S> {
  const parsed = schema.safeParse(parseJson(text, what));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') || 'the whole';
  throw new Refusal('bad-request', `not ${what}: ${where}: ${issue?.code ?? 'invalid'}`);
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('bad-request', `not ${what}: no JSON`);
  }
}
