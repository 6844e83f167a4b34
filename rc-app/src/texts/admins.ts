import { hasCure, spanInWords, whyUnreached } from '@rocketchat-openclaw/shared';

/**
 * Texts for admins in Rocket.Chat: the answers of `/openclaw`, and faults of the connection. A fault is a complete
 * clause, because it is stored, counted and shown behind a colon.
 */

export const HELP = {
  lines: [
    '`/openclaw here off` – send nothing from this room to OpenClaw (room owners)',
    '`/openclaw here on` – let me take part in this room again (room owners)',
    '`/openclaw status` – what the agent is doing; for admins also the connection, the events that wait, and what is sent',
    '`/openclaw failed` – events that could not be delivered to OpenClaw, and why (admins)',
    '`/openclaw retry` – try those events again (admins)',
    '`/openclaw log` – the last deliveries and commands, with their ids; `log 50` shows more, `log <id>` one of them (admins)',
    '`/openclaw pause` – send nothing to OpenClaw for now, in no room (admins)',
    '`/openclaw resume` – send messages to OpenClaw again (admins)',
    '`/openclaw panel` – all of this beside the room, with buttons; room owners see the switch of their room (admins and room owners)',
    '`/openclaw disconnect` – forget the secret of the connection (admins)',
  ],
  agentCommands: (commands: readonly string[]) => `The agent answers: ${commands.join(' · ')}`,
} as const;

/** Direct messages to the admin who installed the app. `bot` is a username. */
export const WELCOME = {
  /** @param site the address of the workspace; empty where the server does not say it */
  installed: (bot: string, site: string) =>
    [
      `Hello, I am @${bot}. When I am connected, an agent of your OpenClaw gateway answers people here who write to me. Three steps connect me:`,
      `1. On the gateway, run \`openclaw rocketchat connect --url ${site || 'https://chat.example.com'}\`. It prints a connection code.`,
      '2. Here, open *Administration ▸ Marketplace ▸ Private Apps ▸ OpenClaw ▸ Settings*, paste the line as *Connection code*, and save. Treat it like a password: do not write it into a room.',
      '3. Type `/openclaw status` in any room. It shows whether both directions work, and what to do if not.',
      'Until then, nothing is sent to OpenClaw. I write to you here when I am connected.',
    ].join('\n'),
  connected: (accountId: string, bot: string) =>
    `✅ I am connected to OpenClaw, account ${accountId}, in both directions. Write to @${bot}, here or in a room: the agent answers.`,
} as const;

export const DISCONNECTED = [
  'Disconnected: the app has forgotten the secret, and no longer accepts anything that OpenClaw signs.',
  'To connect again, paste a connection code into the settings of the app.',
].join(' ');

/** Why there is no connection: faults in the settings. */
export const NOT_CONNECTED = {
  neverConnected: 'not connected yet: paste a connection code into the settings of the app',
  noSecret: 'the setting *Shared secret* is empty: enter the secret, or paste a connection code',
  badGatewayUrl:
    'the setting *Gateway URL* must begin with https:// or http://; leave it empty if OpenClaw fetches events from here',
} as const;

/** A permission that nobody has granted: a clause, as a fault is. */
export const LACKS = (permission: string) =>
  `the app lacks the permission \`${permission}\`: remove it, upload it again, and accept all permissions`;

/** `/openclaw status`, line by line. */
export const STATUS = {
  notConnected: (fault: string) => `❌ Not connected to OpenClaw: ${fault}`,
  connectedAt: (gatewayUrl: string, accountId: string, plugin: string | undefined) =>
    plugin
      ? `✅ Connected to OpenClaw at ${gatewayUrl}, account ${accountId}, plugin ${plugin}`
      : `✅ Connected to OpenClaw at ${gatewayUrl}, account ${accountId}`,
  fetchedBy: (accountId: string, plugin: string | undefined) =>
    plugin
      ? `✅ Connected: OpenClaw fetches events from here, account ${accountId}, plugin ${plugin}`
      : `✅ Connected: OpenClaw fetches events from here, account ${accountId}`,
  /** Events arrive there, and answers do not arrive here. */
  oneWay: (fault: string) => `❌ OpenClaw takes events from here, but its answers do not arrive: ${fault}`,
  answersCame: (ms: number) => `OpenClaw last called this workspace ${ago(ms)}.`,
  neverCame: (accountId: string) =>
    `⚠️ OpenClaw takes events from here, account ${accountId}, but it has not called this workspace yet. It does so when it starts, and with each answer.`,
  clockIsAhead: (ms: number) =>
    `⚠️ This server's clock is ${spanInWords(ms)} ahead of the gateway's. More than 30 seconds is too much: synchronise both.`,
  clockIsBehind: (ms: number) =>
    `⚠️ This server's clock is ${spanInWords(ms)} behind the gateway's. More than 30 seconds is too much: synchronise both.`,
  keys: (events: string, commands: string) => `Keys: events ${events}, commands ${commands}.`,
  previousKey: (kid: string) =>
    `⚠️ Commands signed with the previous key, ${kid}, are accepted too. To end this, enter the secret that the gateway uses now as *Shared secret*, or paste a connection code that contains it.`,
  notTaken: (fault: string) => `⚠️ The last secret that was entered was not taken, and nothing has changed: ${fault}`,
  noPath:
    '⚠️ This server does not say where the app takes commands: disable and enable the app, and see whether it has the permission `api`.',
  lacks: (permission: string) => `⚠️ ${LACKS(permission)}.`,
  path: (path: string, command: string) =>
    `Path for commands: \`${path}\`. Only if OpenClaw fetches (\`transport: "pull"\`), run this on its side: \`${command}\`.`,
  paused: '⏸️ The app is paused in its settings: nothing is sent to OpenClaw.',
  sendsAddressed: 'Sent to OpenClaw: messages that are addressed to me.',
  sendsAddressedIn: (rooms: string) => `Sent to OpenClaw: messages that are addressed to me, only in ${rooms}.`,
  sendsRooms: 'Sent to OpenClaw: every message of the rooms I am in.',
  sendsRoomsIn: (rooms: string) => `Sent to OpenClaw: every message of the rooms I am in, only in ${rooms}.`,
  everyRoom: 'every room',
  disagreement: (rooms: string) =>
    `⚠️ The agent is set to answer every message in ${rooms}, but this workspace sends only messages that are addressed to it. Choose *every message* under *What is sent to OpenClaw*, or set \`requireMention\` on the OpenClaw side.`,
} as const;

interface DeadLetterFacts {
  readonly type: string;
  readonly who: string | undefined;
  readonly where: string | undefined;
  readonly ageMs: number;
  readonly why: string;
}

/** `/openclaw failed`, `/openclaw retry`, and what the status says of events that wait. */
export const OUTBOX = {
  waiting: (count: number, oldestMs: number) =>
    count === 1
      ? `📭 1 event is waiting for OpenClaw; it is ${age(oldestMs)} old.`
      : `📭 ${count} events are waiting for OpenClaw; the oldest is ${age(oldestMs)} old.`,
  isPaused: 'Nothing is sent until the connection is repaired.',
  lastAttempt: (fault: string) => `The last attempt failed: ${fault}.`,
  dead: (count: number, faults: string) =>
    count === 1
      ? `⚠️ 1 event could not be delivered: ${faults}. \`/openclaw failed\` shows it, \`/openclaw retry\` tries it again.`
      : `⚠️ ${count} events could not be delivered: ${faults}. \`/openclaw failed\` lists them, \`/openclaw retry\` tries them again.`,
  /** Such as `the body is too large (3)`. */
  faultCount: (fault: string, count: number) => `${fault} (${count})`,
  noneFailed: 'No event has failed.',
  retryHint: '`/openclaw retry` tries all of them again.',
  more: (count: number) => `… and ${count} more`,
  retried: (count: number) =>
    count === 1 ? '1 event is waiting for OpenClaw again.' : `${count} events are waiting for OpenClaw again.`,
  /** `who` is a username, `where` a room. */
  deadLetter: ({ type, who, where, ageMs, why }: DeadLetterFacts) => {
    const what = `• \`${type}\`${who ? ` from @${who}` : ''}${where ? ` in ${where}` : ''}`;
    return `${what}, ${age(ageMs)} ago: ${why}`;
  },
} as const;

/** In the log of the app, because `/openclaw` may not answer then: the server remembers for a while that the app was away. */
export const STARTED_AGAIN =
  'The process of the app had ended, and this one was started in its place. For up to five minutes this server may refuse `/openclaw` with "App not enabled", and not disable the app. Messages, commands of the agent and buttons go on, and what was said meanwhile is read.';

/** Sent directly to the admin who last looked after the app. */
export const ASK_ADMIN = (fault: string) =>
  `OpenClaw does not take events from this workspace, so they wait here: ${fault}. Run \`/openclaw status\` for more.`;

/** Why one attempt failed: the peer that refused, and what to do. `who` is an address, or OpenClaw if it fetches. */
export const FAULT = {
  fetcher: 'OpenClaw',
  unreachable: (url: string, cause: string) => {
    const why = whyUnreached(cause);
    // The words of OpenSSL and the like help nobody who has these.
    if (why && hasCure(why)) return `${url} cannot be reached: ${why}`;
    const fault = why ? `: ${why}` : '';
    return `${url} cannot be reached${fault} (${cause}); ${REACH_CURE}`;
  },
  clockIsAhead: (who: string, ms: number) =>
    `${who} answered 401: this server's clock is ${spanInWords(ms)} ahead of the gateway's; set it right`,
  clockIsBehind: (who: string, ms: number) =>
    `${who} answered 401: this server's clock is ${spanInWords(ms)} behind the gateway's; set it right`,
  otherSecret: (who: string, kid: string) =>
    `${who} answered 401: the secret is not the same on both sides (our key is ${kid}); paste a fresh connection code. If \`openclaw rocketchat keys\` there shows that key, a proxy removes the \`authorization\` header`,
  noAccount: (who: string, accountId: string) =>
    `${who} answered 404: there is no account "${accountId}" there. Check the address (a proxy may want a path before /rocketchat) and the account. There, check that the plugin is enabled, that no other plugin has its channel, and that the proxy leads to \`webhookPath\`, if the account has one. ${CHANNEL_OFF}`,
  isFull: (who: string) =>
    `${who} answered 503: too many events wait for the agent there; those that wait here are sent as it answers`,
  isStarting: (who: string) =>
    `${who} answered 503: the gateway is starting, its disk is full, or too many events wait for the agent there`,
  /** One version of the server throws where the network fails, another answers nothing, as where the permission is missing. */
  noRequest: (url: string) =>
    `${url} cannot be reached: the server gave the app no answer. See whether the app has the permission \`networking\`; otherwise ${REACH_CURE}`,
  otherVersion: (who: string) =>
    `${who} answered 400: the plugin there does not understand what this app sends; update both to the same version`,
  tooLargeForProxy: (who: string) =>
    `${who} answered 413, but not as OpenClaw does: a proxy before it takes only smaller requests; let it pass 1 MB`,
  proxyFailed: (who: string, status: number) =>
    `${who} answered ${status}: a proxy before the gateway does not reach it; check that the gateway runs, and where the proxy leads`,
  answered: (who: string, status: number) => `${who} answered ${status}`,
  answeredByAnother: (who: string, status: number) =>
    `${who} answered ${status}, but not as OpenClaw does; look at the proxy before it, or check the address`,
  notAGateway: (who: string) => `${who} answered 202, but it is no OpenClaw gateway; check the address`,
  noVerdict: (eventId: string) => `the gateway did not say whether it took ${eventId}`,
  notFetched: (accountId: string) => `OpenClaw is not fetching events for account "${accountId}". ${FETCH_CURE}`,
  notFetchedFor: (accountId: string, minutes: number) =>
    minutes === 1
      ? `OpenClaw has not fetched events for account "${accountId}" for 1 minute. ${FETCH_CURE}`
      : `OpenClaw has not fetched events for account "${accountId}" for ${minutes} minutes. ${FETCH_CURE}`,
} as const;

/** Why an event is given up. */
export const DEAD = {
  refused: (reason: string | undefined) => `refused: ${reason ?? 'no reason given'}`,
  waitedADay: (fault: string) => `it waited for 24 hours: ${fault}`,
} as const;

/** OpenClaw's crash-loop breaker (docs/gateway/restart-recovery.md): the gateway lives, and its channels do not start. */
const CHANNEL_OFF =
  'After three unclean exits within five minutes OpenClaw keeps its channels off: see `openclaw channels status` there, and start this one with `openclaw gateway call channels.start --params \'{"channel":"rocketchat"}\'`';

const FETCH_CURE = `Check there that the gateway runs, has \`transport: "pull"\` and can reach this server. ${CHANNEL_OFF}. If this server can reach the gateway, enter its Gateway URL instead`;

const REACH_CURE =
  'check the Gateway URL, that the gateway runs, and that it listens for other machines (`gateway.bind`, or a reverse proxy before it)';

const A_MINUTE_MS = 60_000;

const ago = (ms: number): string => (ms < A_MINUTE_MS ? 'less than a minute ago' : `${age(ms)} ago`);

/** Nothing finer than minutes. */
function age(ms: number): string {
  const minutes = Math.floor(ms / A_MINUTE_MS);
  if (minutes < 1) return 'less than a minute';
  return minutes === 1 ? '1 minute' : spanInWords(ms);
}
