import * as z from 'zod';

/**
 * OpenClaw validates by JSON schema, which knows no error messages. But it prints the one value that a key may have, so
 * that value is the cure.
 */
export function refusals<Key extends string>(cures: Readonly<Record<Key, string>>) {
  const entries = Object.entries<string>(cures).map(([key, cure]) => [key, refusal(cure)] as const);
  return Object.fromEntries(entries) as Record<Key, ReturnType<typeof refusal>>;
}

function refusal(cure: string) {
  return z
    .custom<never>(() => false, cure)
    .optional()
    .meta({ const: `nothing: ${cure}` });
}
