import { LABELS } from '../texts/labels.ts';

/** What the Control UI shows of one setting. Its help is the description in the schema. */
export interface UiHint {
  readonly label: string;
  readonly tags: string[];
  /** The Control UI shows a setting under *Advanced* unless it says false. */
  readonly advanced: boolean;
  readonly order: number;
  readonly placeholder?: string;
  readonly sensitive?: boolean;
}

/** Settings of an account that are needed to begin with; their place here is their place in the form. */
const NEEDED = [
  'baseUrl',
  'gatewayUrl',
  'transport',
  'sharedSecret',
  'dmPolicy',
  'allowFrom',
  'groupPolicy',
  'groupAllowFrom',
  'rooms',
  'requireMention',
  'enabled',
  'name',
];

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  baseUrl: 'https://chat.example.com',
  gatewayUrl: 'https://openclaw.example.com',
  webhookPath: '/rocketchat/default',
  ackReaction: ':eyes:',
  commandPrefix: '!',
};

const SECRETS = ['sharedSecret', 'previousSharedSecret'];

/**
 * The hints of the whole section by paths of settings. Those of one group stand together, the needed ones first; the
 * entries of `accounts` have the same.
 */
export function uiHints(): Record<string, UiHint> {
  const own = LABELS.flatMap(({ tag, labels }, index) =>
    Object.entries(labels).map(
      ([path, label], place) => [path, hintFor(path, label, tag, index * 100 + place)] as const,
    ),
  );
  const inAccounts = own
    .filter(([path]) => path !== 'accounts' && path !== 'defaultAccount')
    .map(([path, hint]) => [`accounts.*.${path}`, hint] as const);
  return Object.fromEntries([...own, ...inAccounts]);
}

function hintFor(path: string, label: string, tag: string, order: number): UiHint {
  const [top = path] = path.split('.');
  const needed = NEEDED.indexOf(top);
  const placeholder = PLACEHOLDERS[path];
  return {
    label,
    tags: [tag],
    advanced: needed < 0,
    order: needed < 0 || path !== top ? NEEDED.length + order : needed,
    ...(placeholder && { placeholder }),
    ...(SECRETS.includes(path) && { sensitive: true }),
  };
}
