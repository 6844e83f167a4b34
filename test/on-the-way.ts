/** The line of the promise table for messages that are edited or deleted somewhere on their way to the agent. */
export const ON_THE_WAY = {
  where: 'on the way',
  what: 'edits and deletions: the last wording counts, or nothing',
} as const;
