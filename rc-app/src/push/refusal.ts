import { REFUSALS } from '@rocketchat-openclaw/shared';

const ALL = Object.entries(REFUSALS);

/** What our door refuses with this status: the first code that has it. */
export function refusalOf(status: number) {
  const [code, refusal] = ALL.find(([, each]) => each.status === status) ?? [];
  return code && refusal ? { error: code, retry: refusal.retry } : undefined;
}

/** Is it the body with which our door refuses? */
export const isRefusal = (data: unknown, code: string): boolean =>
  typeof data === 'object' && data !== null && 'error' in data && data.error === code;
