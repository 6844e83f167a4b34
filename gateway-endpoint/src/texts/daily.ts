/**
 * Texts of `openclaw rocketchat status` and `log`. Each is a whole line, or a clause of one. Times are given as text, in
 * ISO 8601.
 */

/** `openclaw rocketchat status`: a line for the account, and lines below it. */
export const REPORT = {
  runs: (accountId: string, since: string | undefined) =>
    since === undefined ? `${accountId}: runs` : `${accountId}: runs since ${since}`,
  off: (accountId: string) => `${accountId}: switched off (enabled: false)`,
  doesNotRun: (accountId: string, startedAt: string | undefined) =>
    startedAt === undefined
      ? `${accountId}: does not run, and was never started`
      : `${accountId}: does not run; it was last started ${startedAt}`,
  toGateway: 'Rocket.Chat → OpenClaw',
  toWorkspace: 'OpenClaw → Rocket.Chat',
  works: (way: string, last: string | undefined) =>
    last === undefined ? `  ✓ ${way}: works` : `  ✓ ${way}: works, last ${last}`,
  unknown: (way: string) => `  ? ${way}: nothing has come yet`,
  broken: (way: string, why: string, since: string | undefined) =>
    since === undefined ? `  ✗ ${way}: ${why}` : `  ✗ ${way}: ${why} (since ${since})`,
  cure: (cure: string) => `    what to do: ${cure}`,
  lastWorked: (at: string) => `    it last worked ${at}`,
  lastFailure: (at: string, why: string) => `    last failure: ${at}, ${why}`,
  waiting: (events: number, oldest: string | undefined) =>
    oldest === undefined ? `  waiting: ${events}` : `  waiting: ${events}, the oldest since ${oldest}`,
  givenUp: (events: number) =>
    events === 0 ? '  given up: 0' : `  given up: ${events}; \`openclaw rocketchat failed\` lists them`,
  since: (at: string) => `  since ${at}:`,
  events: (counts: { received: number; answered: number; failed: number; givenUp: number }) =>
    `    events: ${counts.received} received, ${counts.answered} answered, ${counts.failed} failed attempts, ${counts.givenUp} given up`,
  commands: (all: number, failed: number) => `    commands: ${all} sent, ${failed} of them failed`,
  issue: (message: string) => `  ! ${message}`,
  unreadable: (why: string) => `  ! ${why}`,
  noSuchAccount: (accountId: string) => `there is no account ${accountId} in openclaw.json`,
} as const;

/** `openclaw rocketchat log`: a line for each event and command. */
export const LOG = {
  account: (accountId: string) => `${accountId}:`,
  event: (id: string) => `event ${id}`,
  command: (id: string, kind: string) => `command ${id}: ${kind}`,
  line: (entry: { at: string; what: string; room?: string; outcome: string; ms?: number; answers?: string }) =>
    [
      `${entry.at}  ${entry.what}`,
      ...(entry.room === undefined ? [] : [` in ${entry.room}`]),
      `, ${entry.outcome}`,
      ...(entry.ms === undefined ? [] : [`, ${entry.ms} ms`]),
      ...(entry.answers === undefined ? [] : [`, answers ${entry.answers}`]),
    ].join(''),
  /** Both are codes. */
  outcome: (outcome: string, reason: string | undefined) => (reason === undefined ? outcome : `${outcome}: ${reason}`),
  none: '  nothing yet',
  noSuchId: (id: string) => `nothing with the id ${id} is kept: see \`openclaw rocketchat log\``,
  limit: (given: string, most: number) => `--limit is a number from 1 to ${most}, not ${given}`,
} as const;
