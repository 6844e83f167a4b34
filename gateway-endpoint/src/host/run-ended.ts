/**
 * The deciders that OpenClaw 2026.9.6 names if nobody decided: the run of a request has ended, or its permissions have
 * changed. From `agent-run-approval-leases` and `approval-run-cancellation`; types have only a string.
 */
const REASONS: ReadonlySet<string> = new Set(['approval-scope-closed', 'permission-change', 'worker-dispatch']);

/** Was a request denied because its run has ended, and not by a person? */
export const isRunEnded = (resolvedBy: string | null | undefined): boolean => !resolvedBy || REASONS.has(resolvedBy);
