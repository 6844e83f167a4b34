/** Texts of cards, forms and polls, and of clicks without effect. Whole sentences, as in people.ts. */

const APPROVERS_ONLY = 'Only an approver can decide this.';

/** For the person who has clicked. The keys are reasons of `SILENCES`; the others are those of a message. */
export const CLICK_REFUSED = {
  /** `command` is a model's, as code. */
  'command-by-control': (command: string) =>
    `This would run the command ${command}, and I don't run commands from a click. If you mean it, write it to me yourself.`,
  'button-expired': () => 'These buttons have expired. Ask me again if you still need this.',
  'already-answered': () => 'This has already been answered.',
  'not-an-approver': () => APPROVERS_ONLY,
  'too-many-votes': () => 'You have chosen as many options as you may. Click one of yours again to take it back.',
  'answer-not-taken': () => "I couldn't take your answer. Please write it to me as a message.",
  'no-text': () => 'Your answer was empty.',
} as const satisfies Record<string, (detail: string) => string>;

/** The reason for which a person may not approve. */
export const APPROVAL = {
  approversOnly: APPROVERS_ONLY,
  /** The command without what it needs. */
  usage: 'Write `!approve <id> allow-once`, `allow-always` or `deny`. The id stands in the request.',
  submitted: {
    'allow-once': 'Allowed once.',
    'allow-always': 'Allowed, now and always.',
    deny: 'Denied.',
  },
  notOpen: 'I know no open request with this id. It may have expired, or someone has decided it.',
  decidedOtherwise: 'Someone has already decided this request in another way.',
  ambiguous: 'More than one request begins with this id. Write the whole id.',
  notTaken: (ref: string) => `I couldn't pass on your decision (ref ${ref}). Please try again.`,
  /** `setting` is the path of the setting in openclaw.json. */
  noApprovers: (setting: string) => `Nobody can decide this yet: no approvers are named in ${setting}.`,
} as const;

/** The form for an answer in the person's own words. */
export const FORM = { title: 'Your answer', submit: 'Answer', label: 'Answer' } as const;

/** A card says how it ended: `label` and `choice` are options, `status` is one of the texts below, or of `REQUEST_ENDED`. */
export const ENDED = {
  chosen: (label: string, username: string) => `✓ **${label}** — @${username}`,
  settled: (status: string) => `✓ **${status}**`,
  expired: (status: string) => `✗ **${status}**`,
  decided: 'Decided',
  notOpen: 'No longer open',
  answered: (choice: string | undefined) => (choice ? `Answered: ${choice}` : 'Answered'),
  isExpired: 'Expired',
  isCancelled: 'Cancelled',
} as const;

export const CARD = {
  /** A post must say something: notifications and old clients show no buttons. */
  pleaseChoose: 'Please choose:',
  choose: 'Choose…',
} as const;

/** Below the options of a poll. */
export const POLL = {
  votes: (count: number) => (count === 1 ? '1 vote' : `${count} votes`),
  votesUpTo: (count: number, most: number) =>
    count === 1 ? `1 vote, choose up to ${most}` : `${count} votes, choose up to ${most}`,
  closed: (count: number) => (count === 1 ? '1 vote. Closed.' : `${count} votes. Closed.`),
} as const;
