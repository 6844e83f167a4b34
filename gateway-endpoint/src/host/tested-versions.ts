/** Versions of OpenClaw on which all suites have run. The knowledge of this room beyond OpenClaw's types holds for these. */
export const TESTED_VERSIONS: readonly string[] = ['2026.9.6'];

export const isTested = (version: string): boolean => TESTED_VERSIONS.includes(version);
