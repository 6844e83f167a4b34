/**
 * Texts for operators on the command line: `openclaw rocketchat …`, and why a file or a target cannot be used. Each text
 * is a whole line, or a function that returns one. Findings of the audit are in audit.ts, those of the status in
 * status.ts.
 */

export const ABOUT = {
  program: 'Connect Rocket.Chat workspaces, and look after them',
  connect: 'Make an account and its secret if there is none, and print its connection code',
  keys: 'Print the ids of the keys, and how to change a secret without losing a message',
  failed: 'List the events that could not be handled, and why',
  retry: 'Try these events again',
} as const;

export const OPTION = {
  gatewayUrl: 'address at which the workspace reaches this gateway',
  pull: 'the gateway fetches events, because the workspace cannot reach it (NAT, for example)',
  baseUrl: 'address of the workspace',
  account: 'account to connect',
  rotate: 'make a new secret; the gateway accepts the old one too until you remove it',
  onlyAccount: 'only this account',
  eventId: 'the id of one event from the list',
  all: 'all events of the list',
} as const;

/** `openclaw rocketchat connect`: `unset` and `set` are commands to copy. */
export const CONNECT = {
  sharedTalk: (why: string, cure: string) => [
    `Note: ${why}.`,
    `To keep people's conversations apart, ${cure}, then restart the gateway.`,
  ],
  newSecret: (accountId: string) => `Account ${accountId} has a new secret. It is stored in openclaw.json.`,
  nowFetches: (accountId: string) => `The gateway now fetches events for account ${accountId}.`,
  noBaseUrl: (set: string) => `The address of the workspace is missing. Run \`${set}\`, or add --base-url here.`,
  bothAccepted: (unset: string) => [
    'The gateway accepts the old secret too. Once the app has the new code, and',
    '`openclaw rocketchat keys` shows the same ids as `/openclaw status`, remove the old secret:',
    unset,
  ],
  paste:
    'Paste this connection code into the settings of the OpenClaw app in Rocket.Chat (Administration, Marketplace, Private Apps).',
  isSecret: 'It contains the secret: anyone who has it can speak for the workspace. Treat it like a password.',
  appPath: (set: string) =>
    `Then type /openclaw status in Rocket.Chat as an admin. It shows the path of the app. Give it to this gateway: ${set}`,
} as const;

export const CONNECT_REFUSED = {
  accountId: (pattern: string) => `an account id must match ${pattern}`,
  noGatewayUrl:
    'add --gateway-url with the address at which the workspace reaches this gateway; if it cannot reach it, add --pull, and the gateway fetches events',
  noHttpAddress: (given: string) => `${given} is not an http:// or https:// address`,
  isRotating: (unset: string) => `the secret is already being changed: finish that first with \`${unset}\``,
  otherSecret:
    'the secret in openclaw.json is not the one in use: run this again, or change the secret where it comes from (an environment variable, a secret provider)',
} as const;

/** `openclaw channels add`. */
export const SETUP = {
  baseUrl: 'Address of the Rocket.Chat workspace',
  sharedSecret: 'Shared secret (`openclaw rocketchat connect` makes one)',
} as const;

/** `openclaw rocketchat failed` and `retry`. */
export const FAILED_EVENTS = {
  none: 'No event has failed.',
  howToRetry: 'Try again: openclaw rocketchat retry <id>, or retry --all',
  noSuchEvent: (id: string) => `event ${id} is not in the list: see \`openclaw rocketchat failed\``,
  oneOrAll: 'give the id of one event, or --all',
  retried: (count: number) =>
    count === 1
      ? '1 event will be tried again: now if the gateway runs, otherwise when it starts.'
      : `${count} events will be tried again: now if the gateway runs, otherwise when it starts.`,
  direct: 'direct',
  unknownRoom: 'an unknown room',
  line: (event: { id: string; accountId: string; where: string; at: string; why: string }) =>
    `${event.id}  account ${event.accountId}, ${event.where}, ${event.at}: ${event.why}`,
} as const;

/** `openclaw rocketchat keys`. In this order each side accepts a key before the other one signs with it. */
export const KEYS = {
  of: (accountId: string, event: string, command: string) => `${accountId}: events ${event}, commands ${command}`,
  withPrevious: (accountId: string, event: string, command: string, previous: string) =>
    `${accountId}: events ${event}, commands ${command}; still accepted: events ${previous}`,
  none: (accountId: string, cure: string) => `${accountId}: ${cure}`,
  rotation: [
    '`/openclaw status` in Rocket.Chat shows the same ids. To change a secret without losing a message:',
    '1. Here: run `openclaw rocketchat connect --rotate` with the options you used the first time. The gateway then accepts both secrets.',
    '   Wait until its log says that events are taken with the new key: answers in progress are finished first, which takes up to five minutes.',
    '2. In the settings of the app: paste the new connection code. The app then refuses the old secret.',
    '3. Here: when both sides show the same ids, run the command that step 1 has printed, and the gateway refuses the old secret too.',
    'If the secret is not written in openclaw.json: enter the new one in the app as Previous shared secret; then set it here,',
    'and the old one as previousSharedSecret; then enter the new one in the app as Shared secret.',
  ],
} as const;

export const NOT_CONFIGURED = 'not configured';

/** A target such as `#room`, `@person` or a bare name. `name` is as it was written, the others are ready to be copied. */
export const TARGET = {
  unknownRoom: (name: string, similar: readonly string[]) =>
    `There is no room "${name}" that the bot can see${didYouMean(similar)}`,
  unknownPerson: (name: string, similar: readonly string[]) =>
    `There is no person "${name}" that the bot can see${didYouMean(similar)}`,
  unknown: (name: string, similar: readonly string[]) =>
    `There is no room or person "${name}" that the bot can see${didYouMean(similar)}`,
  ambiguous: (name: string, meant: readonly string[]) =>
    `${name} can mean ${meant.join(' or ')}. Use the id of the one you mean.`,
} as const;

const didYouMean = (similar: readonly string[]): string =>
  similar.length > 0 ? `. Did you mean ${similar.join(' or ')}?` : ', and nothing with a similar name.';

/** In the log of the gateway, when it starts after a crash. */
export const LEFT_TO_OPENCLAW = (turns: number, version: string) =>
  `OpenClaw ${version} is not a version that this plugin was tested with: ${turns === 1 ? '1 interrupted turn is' : `${turns} interrupted turns are`} left to OpenClaw`;
