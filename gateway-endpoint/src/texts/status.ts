/**
 * Texts of `openclaw channels status` and `openclaw doctor` about an account: its faults, and the cures. Each text is a
 * clause that stands for itself, because OpenClaw writes it behind the name of the account.
 */

/** Reasons for which no events, or none of a room, reach the agent. `ours` is the cure on this side. */
export const EGRESS = {
  paused: 'an admin has paused the app: it sends nothing, so nothing is answered',
  pausedFix: 'in the workspace, switch off “Pause: send nothing to OpenClaw” in the settings of the app',
  allRooms: 'all rooms',
  onlyAddressed: (rooms: string) =>
    `every message is to be answered in ${rooms}, but the app sends only messages that are addressed to the bot`,
  onlyAddressedFix: (ours: string) =>
    `in the workspace, set “What is sent to OpenClaw” in the settings of the app to every message; or ${ours}`,
  notListed: (rooms: string) =>
    `every message is to be answered in ${rooms}, but the app's own list of rooms lacks ${rooms}`,
  notListedFix: (ours: string) =>
    `in the workspace, enter the names used here under “Only in these rooms” in the settings of the app; or ${ours}`,
  needMention: 'here, set requireMention (or chatmode) of channels.rocketchat so that those rooms need a mention',
} as const;

export const ISSUE = {
  probeFix: 'do what the message says, then run `openclaw channels status --probe` again',
  clock: (skew: string) => `the workspace's clock is ${skew} ours`,
  clockFix: 'synchronise both clocks: a difference of 30 seconds is too much',
  stuck: (fault: string) => `events cannot be stored: ${fault}`,
  stuckFix: 'free some space, or make the disk writable: the workspace then sends them again by itself',
  untested: (version: string, tested: string) => `OpenClaw is ${version}, and this plugin was tested with ${tested}`,
  untestedFix:
    'update the plugin, or run the tested version of OpenClaw; until then, the plugin does not repair answers that the end of the gateway interrupted',
  full: (how: string) => `no more events are taken: ${how}`,
  fullFix:
    'the workspace keeps them and sends them again as the waiting ones are answered; if no answers come, check whether the model answers (`openclaw logs`)',
  undelivered: (since: string, why: string) =>
    `the workspace has not been able to deliver its events since ${since}: ${why}`,
  undeliveredFix:
    'do what the message says, in the settings of the app or here; nothing is lost, the workspace keeps waiting events for 24 hours',
  stranger: (siteUrl: string) => `another workspace, ${siteUrl}, uses the connection code of this account`,
  strangerFix:
    'give each workspace an account of its own: run `openclaw rocketchat connect --account …`, and paste the new code there',
  notFetched: (since: string, why: string) => `no events have been fetched since ${since}: ${why}`,
  notFetchedFix: 'do what the message says; nothing is lost, the workspace keeps waiting events for 24 hours',
} as const;

/** Why a direction of an account does not work, or neither does, and the cures. */
export const WAY_FAULT = {
  noGateway: 'the gateway does not run, or does not answer here',
  noGatewayCure:
    'run `openclaw gateway status`, and start it with `openclaw gateway start`; the workspace keeps waiting events for 24 hours',
  notRunning: (why: string) => `the gateway does not run this account: ${why}`,
  notRunningCure: 'do what the message says; `openclaw logs` says more',
  commandCure: 'do what the message says, then run `openclaw rocketchat status` again',
  notConfiguredCure: 'run `openclaw rocketchat connect`',
  noReason: 'no reason given',
} as const;

/** People may read direct messages of others to the agent: in the status, in `connect` and in the audit. */
export const SHARED_TALK = {
  scopeIsGlobal: 'session.scope is "global"',
  dmScopeIsMain: 'session.dmScope is "main"',
  message: (why: string) =>
    `several people may write to the agent directly, and it may tell one of them what another has said: ${why}`,
  fix: (run: string) => `run \`${run}\``,
  fixGlobal: (run: string) => `remove session.scope, and run \`${run}\``,
} as const;

/** Counts of an account since it started, joined by semicolons. */
export const COUNTED = {
  turns: (count: number) => (count === 1 ? '1 turn' : `${count} turns`),
  commands: (count: number) => (count === 1 ? '1 command' : `${count} commands`),
  clicks: (count: number) => (count === 1 ? '1 click' : `${count} clicks`),
  notices: (count: number) => (count === 1 ? '1 notice' : `${count} notices`),
  silences: (reasons: string) => `without either: ${reasons}`,
  refusals: (reasons: string) => `refused at the door: ${reasons}`,
  clockIsAhead: (skew: string) => `the last one refused for its time was signed by a clock ${skew} ours`,
  clockIsBehind: (skew: string) =>
    `the last one refused for its time was signed by a clock ${skew} ours (or it was sent again)`,
} as const;
