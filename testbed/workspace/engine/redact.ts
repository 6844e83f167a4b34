const HIDDEN = new Set([
  'authorization',
  'cookie',
  'x-auth-token',
  'access_token',
  'password',
  'pass',
  'email',
  'address',
]);

/**
 * Blanks what newer servers blank in an app's log before they store it (ee/server/apps/lib/redactor.ts). The runtime of
 * 1.62 sends some values as JSON text; those are read for it.
 */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, HIDDEN.has(key) ? '[REDACTED]' : redact(each)]),
  );
}

function redactText(text: string): unknown {
  if (!/^[{[]/.test(text)) return text;
  try {
    return JSON.stringify(redact(JSON.parse(text)));
  } catch {
    return text;
  }
}
