/** Texts of approvals for people: the request itself, and how it ended. */

export const REQUEST = {
  title: '🔒 **Approval required**',
  /** Above the command, change or action itself. */
  exec: 'I want to run this command:',
  'system-agent': 'I want to change how I am set up:',
  /** `by` is a username, `room` a link or a name; either may be missing. */
  askedBy: (by: string | undefined, room: string | undefined) =>
    [by ? `@${by} asked for it` : 'It was asked for', ...(room ? [`in ${room}`] : [])].join(' '),
  /** The people who may decide: usernames, and how many more. */
  asked: (usernames: readonly string[], more: number) => `I asked ${peopleIn(usernames, more)}.`,
  askedApprovers: 'I asked the approvers.',
  here: 'An approver can decide this here.',
  nobody: 'Nobody may decide this here: no approver is set up. Ask the person who runs me.',
  /** For the person who waits, where the request itself stands in direct messages. */
  waiting: 'This needs an approval. You need not do anything: I go on when it is decided.',
  openFor: (minutes: number) =>
    minutes === 1 ? 'The request is open for 1 minute.' : `The request is open for ${minutes} minutes.`,
  /** `command` is how the approver writes it, up to the decision. */
  inWords: (command: string, decisions: readonly string[]) =>
    `To decide in words, write \`${command} ${decisions[0]}\`${decisions
      .slice(1)
      .map((decision) => ` or \`${decision}\``)
      .join('')}.`,
  id: (id: string) => `ID: ${id}`,
  facts: { CWD: 'Folder', 'Env Overrides': 'Environment' },
  labels: { 'allow-once': 'Allow Once', 'allow-always': 'Allow Always', deny: 'Deny' },
} as const;

/** How a request ended, where nobody has clicked. `by` is a username. */
export const REQUEST_ENDED = {
  'allow-once': (by: string | undefined) => `Decided: allowed once${byWhom(by)}`,
  'allow-always': (by: string | undefined) => `Decided: always allowed${byWhom(by)}`,
  deny: (by: string | undefined) => `Decided: denied${byWhom(by)}`,
  expired: 'Expired: nobody decided in time',
  cancelled: 'Expired: the request was withdrawn',
  restarted: 'Expired: I was restarted meanwhile',
} as const;

/** In place of sentences of OpenClaw's. */
export const REQUEST_TOLD = {
  elsewhere: 'This needs an approval. I asked those who may give it.',
  notDelivered: (command: string) =>
    `This needs an approval, and I could not reach anyone who may give it. An approver can write ${command}.`,
  ambiguous: 'This needs an approval, and I do not know whom to ask. Ask the person who runs me.',
  expired: 'Nobody decided in time, so I did not do it.',
} as const;

const byWhom = (by: string | undefined): string => (by ? `, by @${by}` : '');

function peopleIn(usernames: readonly string[], more: number): string {
  const names = usernames.map((username) => `@${username}`);
  const all = more > 0 ? [...names, `${more} more`] : names;
  const last = all.at(-1) ?? '';
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${last}` : last;
}
