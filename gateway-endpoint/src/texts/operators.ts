/**
 * Texts for operators on the command line: `openclaw rocketchat …`, and why a file or a target cannot be used. Each text
 * is a whole line, or a function that returns one. `connect` has its own in connect.ts, the audit in audit.ts, the status in
 * status.ts.
 */

export const ABOUT = {
  program: 'Connect Rocket.Chat workspaces, and look after them',
  connect: 'Connect a workspace: store its address and a secret, check both, and print the connection code',
  status: 'Show both directions of each connection, what waits, what was given up, and counts',
  log: 'List the last events and commands of each connection with their outcomes, without texts',
  keys: 'Print the ids of the keys, and how to change a secret without losing a message',
  failed: 'List the events that could not be handled, and why',
  retry: 'Try these events again',
} as const;

export const LIST_OPTION = {
  onlyAccount: 'only this account',
  eventId: 'the id of one event from the list',
  all: 'all events of the list',
} as const;

/** Options of `openclaw rocketchat status` and `log`. */
export const DAILY_OPTION = {
  limit: 'only the latest so many (50 by default)',
  id: 'only this event or command, by the id that stands in the logs of both sides',
  json: 'for programs: one line of JSON, with times in milliseconds since 1970',
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
    '1. Here: run `openclaw rocketchat connect --rotate`, with `--account` for any account but default. The gateway then accepts both secrets.',
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
