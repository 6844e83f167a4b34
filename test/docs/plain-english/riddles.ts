/** Forms that make a reader stop and read again, and how to say it instead. */
export interface Riddle {
  readonly form: RegExp;
  readonly better: string;
}

const ANYBODY = '(?:some|any|every|no)(?:body|one)|people|persons?|those|users?|admins?|operators?';

/** Within one clause: what stands between two words of a form. */
const WITHIN = '[^.;:!?|]{0,80}?';

export const RIDDLES: readonly Riddle[] = [
  { form: /\bwho(?:so)?ever\b/, better: 'name the person: “you”, “anyone who …”, “the person who …”' },
  { form: /\bwhomever\b/, better: 'name the person: “the person you …”' },
  {
    form: new RegExp(`\\b(?:${ANYBODY}) (?:(?:to|of|for|from|with|about|by) )?whom\\b`),
    better: 'leave out “whom”: “an approver”, “people the operator has named”',
  },
  {
    form: /\b(?:is|are|was|were|be|been|being)(?: not| never| also| then| once)? told\b(?! apart)/,
    better: 'say who tells whom: “the app tells you …”, “you get a message”, “the agent learns …”',
  },
  { form: /\bwhat (?:is|are|was) (?:for|not for)\b/, better: 'name the thing: “messages for the agent”' },
  {
    form: new RegExp(`(?:\\b(?:not|no|never|nothing|nobody|none|neither|cannot)\\b|n['’]t\\b)${WITHIN}\\bany ?more\\b`),
    better: '“no longer …”, or say what has happened: “has expired”, “has ended”',
  },
  { form: /\bthat there (?:is|are) not\b/, better: '“that does not exist”' },
  { form: /\b(?:is|are) called (?:alike|so)\b/, better: '“has a similar name”, “has this name”' },
  { form: /\bcannot be told\b(?! apart)/, better: '“nobody can tell …”, or “is unknown”' },
  { form: /\b(?:[1-9]\d*|many|several) \w+s of just now\b/, better: '“less than a minute old”' },
];

export interface Found {
  /** As it stands in the text, blanks and line ends made one. */
  readonly said: string;
  readonly better: string;
  /** Where it begins in the text. */
  readonly at: number;
}

/** Every riddle in a text, wherever a line of it ends. Upper and lower case are the same. */
export function findRiddles(text: string, riddles: readonly Riddle[] = RIDDLES): Found[] {
  return riddles
    .flatMap(({ form, better }) => [...text.matchAll(spread(form))].map((match) => ({ match, better })))
    .map(({ match, better }) => ({ said: match[0].replace(/\s+/g, ' '), better, at: match.index }))
    .toSorted((one, other) => one.at - other.at);
}

/** A blank of a form stands for any blanks, so that a form is found across the end of a line. */
function spread({ source }: RegExp): RegExp {
  return new RegExp(source.replaceAll(' ?', '\\s*').replaceAll(' ', '\\s+'), 'gi');
}
