/**
 * Texts of `openclaw rocketchat connect`, of `openclaw channels add` and of OpenClaw's wizard: what they ask, what they did,
 * and what is wrong. A text is a whole line, or a function that returns one; `run` and `set` are commands to copy.
 */

export const OPTION = {
  url: 'address of the workspace, such as https://chat.example.com',
  baseUrl: 'the older name of --url',
  gatewayUrl: 'address at which the workspace reaches this gateway',
  pull: 'the gateway fetches events, because the workspace cannot reach it (NAT, for example)',
  account: 'account to connect; each workspace has its own',
  who: 'who may write to the agent directly: pairing, everybody, or user ids separated by commas',
  wait: 'report each step of the connection as it is done; the default in a terminal',
  noWait: 'end when the code is printed',
  timeout: 'wait so many seconds at most (default 900)',
  rotate: 'make a new secret; the gateway accepts the old one too until you remove it',
} as const;

export const CONNECT = {
  sharedTalk: (why: string, cure: string) => [`Note: ${why}.`, `To keep people's conversations apart, ${cure}.`],
  newSecret: (accountId: string, inFile: boolean) =>
    inFile
      ? `Account ${accountId} has a new secret. It is stored in a file that only you can read; openclaw.json refers to it.`
      : `Account ${accountId} has a new secret. It is stored in openclaw.json.`,
  nowFetches: (accountId: string) => `The gateway now fetches events for account ${accountId}.`,
  apart: (scope: string, undo: string) => [
    `session.dmScope is now ${scope}: the agent keeps one direct conversation per person.`,
    'This counts for all channels of this gateway, and direct conversations start anew. To undo it:',
    undo,
  ],
  isOff: (path: string) => `✗ The account is switched off: ${path} is false. Set it to true.`,
  noBaseUrl: (set: string) => `✗ The address of the workspace is missing. Run \`${set}\`, or add --url here.`,
  bothAccepted: (unset: string) => [
    'The gateway accepts the old secret too. Once the app has the new code, and',
    '`openclaw rocketchat keys` shows the same ids as `/openclaw status`, remove the old secret:',
    unset,
  ],
  who: {
    pairing:
      'Unknown people who write to the bot get a pairing code. `openclaw pairing approve rocketchat <code>` lets them in.',
    allowlist: (ids: string) => `These people may write to the agent directly: ${ids}.`,
    open: 'Everybody in the workspace may write to the agent directly.',
    disabled: 'Nobody may write to the agent directly.',
  },
  paste:
    'Paste this connection code into the settings of the OpenClaw app in Rocket.Chat (Administration, Marketplace, Private Apps).',
  isSecret: 'It contains the secret: anyone who has it can speak for the workspace. Treat it like a password.',
  appPath: (set: string) =>
    `Then type /openclaw status in Rocket.Chat as an admin. It shows the path of the app. Give it to this gateway: ${set}`,
} as const;

export const CONNECT_REFUSED = {
  timeout: (given: string) => `${given} is not a number of seconds`,
  accountId: (pattern: string) => `an account id must match ${pattern}`,
  noGatewayUrl:
    'add --gateway-url with the address at which the workspace reaches this gateway; if it cannot reach it, add --pull, and the gateway fetches events',
  noHttpAddress: (given: string) => `${given} is not an http:// or https:// address`,
  isRotating: (unset: string) => `the secret is already being changed: finish that first with \`${unset}\``,
  otherSecret:
    'the secret in openclaw.json is not the one in use: run this again, or change the secret where it comes from (an environment variable, a secret provider)',
  noUserId: (entry: string) =>
    `${entry} is not a user id: names can change hands, so --who takes ids (Administration, Workspace, Users shows them)`,
  nobody: 'give at least one user id, or pairing, or everybody',
} as const;

/** Is a server there, and is it the right one? `address` is the one that was tried. */
export const REACHED = {
  workspace: (address: string, version: string) => `✓ ${address} is a Rocket.Chat server, version ${version}.`,
  oldWorkspace: (address: string, version: string) =>
    `✗ ${address} runs Rocket.Chat ${version}: the app needs version 8.0 or later.`,
  otherServer: (address: string, status: number) =>
    `✗ ${address} answers (${status}), but not as a Rocket.Chat server: check --url, with the path behind the host if the workspace has one.`,
  redirects: (address: string, to: string) => `✗ ${address} redirects to ${to}: use the address to which it redirects.`,
  gateway: (address: string) => `✓ The gateway takes events at ${address}.`,
  otherDoor: (address: string, status: number) =>
    `✗ ${address} answers (${status}), but it is not this gateway: the reverse proxy must pass every path below /rocketchat/ to the gateway's port.`,
  notStarted: (address: string) =>
    `✗ The gateway at ${address} runs, but has not started this account: \`openclaw channels status\` says why.`,
  notRunning: (address: string) =>
    `✗ No gateway runs at ${address}. Start it: \`openclaw gateway\`, or \`openclaw gateway start\` where it is installed as a service.`,
  no: (address: string, why: string) => `✗ ${address} cannot be reached from here: ${why}.`,
} as const;

/** `connect --wait`: the steps of a connection as the running gateway knows them. `why` says what to do. */
export const PROGRESS = {
  waiting: 'Waiting for the connection. Press Ctrl-C to stop waiting: the connection goes on without this command.',
  done: {
    pasted: '✓ The code is pasted: both sides have the same secret.',
    appReached: '✓ The gateway reaches the app.',
    gatewayReached: '✓ The app reaches the gateway.',
    firstMessage: '✓ The first message was answered.',
  },
  allDone: 'Everything works.',
  missing: (why: string) => `… ${why}`,
  timeout: '✗ That took too long. Run this command again when the step above is done: it prints the same code.',
  noReason: 'no reason given',
  noGateway:
    'No gateway answers here. Start it: `openclaw gateway`, or `openclaw gateway start` where it is a service.',
  notRunning: (why: string) => `The gateway has not started this account yet: ${why}`,
  notPasted: (why: string) =>
    `Paste the code into the settings of the app and save them. If you have done that, look at the app's log, and here: ${why}`,
  otherSecret: 'The app signs with another secret: paste the code above once more.',
  appAway: (why: string) => `The app reaches the gateway, but the gateway does not reach the app: ${why}`,
  notHeard:
    'The gateway reaches the app, but the app does not reach the gateway: /openclaw status in Rocket.Chat says why. Check --gateway-url and the reverse proxy.',
  notFetched: (why: string) => `The gateway does not fetch events: ${why}`,
  write: (bot: string) => `Write to @${bot} in Rocket.Chat.`,
  writeToBot: 'Write to the bot in Rocket.Chat.',
  approve:
    'Somebody wrote and got a pairing code. `openclaw pairing approve rocketchat <code>` lets them in; then they write again.',
  unanswered: (activity: string) => `A message came and was not answered: ${activity}`,
} as const;

/** Questions in the terminal and in the Control UI. */
export const ASK = {
  url: 'Address of the Rocket.Chat workspace',
  urlExample: 'https://chat.example.com',
  way: 'Can the Rocket.Chat server reach this gateway?',
  push: 'Yes: it sends messages here',
  pushHint: 'the gateway has an address that the server can open',
  pull: 'No: the gateway fetches them',
  pullHint: 'behind NAT or a firewall',
  gatewayUrl: 'Address at which the Rocket.Chat server reaches this gateway',
  gatewayUrlExample: 'https://openclaw.example.com',
  who: 'Who may write to the agent directly?',
  pairing: 'Those you approve, one by one',
  pairingHint: 'unknown people get a pairing code; recommended',
  list: 'People on a list',
  listHint: 'by user id',
  everybody: 'Everybody in the workspace',
  ids: 'User ids, separated by commas (Administration, Workspace, Users shows them)',
} as const;

/** `openclaw channels add`, and OpenClaw's wizard. */
export const SETUP = {
  sharedSecret: 'a shared secret of your own, instead of one that is made here',
  useEnv: 'take address and secret from ROCKETCHAT_URL and ROCKETCHAT_SHARED_SECRET',
  envIsForDefault: 'environment variables count for the account default only: leave out --use-env, or --account',
  noGatewayUrl:
    'No connection code yet: run `openclaw rocketchat connect --gateway-url …`, or with --pull if the workspace cannot reach this gateway.',
  configured: 'connected',
  unconfigured: 'needs the address of a workspace',
  status: (state: string) => `Rocket.Chat: ${state}`,
  code: 'Connection code',
  countsWhenSaved: 'The code counts as soon as this set-up is saved.',
} as const;
