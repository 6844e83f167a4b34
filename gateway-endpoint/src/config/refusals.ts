import * as z from 'zod';

/** The mark of a refused key in the JSON schema, from which it is then taken out. */
export const REFUSED = 'x-refused';

/** Keys that have no effect here, each with the sentence that says what to use instead. */
export function refusals<Key extends string>(cures: Readonly<Record<Key, string>>) {
  const entries = Object.entries<string>(cures).map(([key, cure]) => [key, refusal(cure)] as const);
  return Object.fromEntries(entries) as Record<Key, ReturnType<typeof refusal>>;
}

function refusal(cure: string) {
  return z
    .custom<never>(() => false, cure)
    .optional()
    .meta({ [REFUSED]: true });
}
