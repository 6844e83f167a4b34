import { REFUSALS } from '@rocketchat-openclaw/shared';

const ALL = Object.entries(REFUSALS);

/** The first code with which our door answers this status. */
export function refusalOf(status: number) {
  const [code, refusal] = ALL.find(([, each]) => each.status === status) ?? [];
  return code && refusal ? { error: code, retry: refusal.retry } : undefined;
}

/** Is it the body of a refusal of our door? */
export const isRefusal = (data: unknown, code: string): boolean =>
  typeof data === 'object' && data !== null && 'error' in data && data.error === code;
