import { grammarOf } from '@rocketchat-openclaw/shared';

/** Texts for admins in Rocket.Chat: the answers of `/openclaw`. */

const { age, ago, plural, span } = grammarOf('en');

const A_MINUTE_MS = 60_000;

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
  answersCame: (ms: number) =>
    `OpenClaw last called this workspace ${ms < A_MINUTE_MS ? 'less than a minute ago' : ago(ms)}.`,
  neverCame: (accountId: string) =>
    `⚠️ OpenClaw takes events from here, account ${accountId}, but it has not called this workspace yet. It does so when it starts, and with each answer.`,
  clockIsAhead: (ms: number) =>
    `⚠️ This server's clock is ${span(ms)} ahead of the gateway's. More than 30 seconds is too much: synchronise both.`,
  clockIsBehind: (ms: number) =>
    `⚠️ This server's clock is ${span(ms)} behind the gateway's. More than 30 seconds is too much: synchronise both.`,
  keys: (events: string, commands: string) => `Keys: events ${events}, commands ${commands}.`,
  previousKey: (kid: string) =>
    `⚠️ Commands signed with the previous key, ${kid}, are accepted too. To end this, enter the secret that the gateway uses now as *Shared secret*, or paste a connection code that contains it.`,
  notTaken: (fault: string) => `⚠️ The last secret that was entered was not taken, and nothing has changed: ${fault}`,
  noPath:
    '⚠️ This server does not say where the app takes commands: disable and enable the app, and see whether it has the permission `api`.',
  /** `fault` is of a permission. */
  lacks: (fault: string) => `⚠️ ${fault}.`,
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

const oldFor = (ms: number): string => (ms < A_MINUTE_MS ? 'less than a minute' : age(ms));

/** `/openclaw failed`, `/openclaw retry`, and what the status says of events that wait. */
export const OUTBOX = {
  waiting: (count: number, oldestMs: number) =>
    plural(
      count,
      `📭 1 event is waiting for OpenClaw; it is ${oldFor(oldestMs)} old.`,
      `📭 ${count} events are waiting for OpenClaw; the oldest is ${oldFor(oldestMs)} old.`,
    ),
  isPaused: 'Nothing is sent until the connection is repaired.',
  lastAttempt: (fault: string) => `The last attempt failed: ${fault}.`,
  dead: (count: number, faults: string) =>
    plural(
      count,
      `⚠️ 1 event could not be delivered: ${faults}. \`/openclaw failed\` shows it, \`/openclaw retry\` tries it again.`,
      `⚠️ ${count} events could not be delivered: ${faults}. \`/openclaw failed\` lists them, \`/openclaw retry\` tries them again.`,
    ),
  /** Such as `the body is too large (3)`. */
  faultCount: (fault: string, count: number) => `${fault} (${count})`,
  noneFailed: 'No event has failed.',
  retryHint: '`/openclaw retry` tries all of them again.',
  more: (count: number) => `… and ${count} more`,
  retried: (count: number) =>
    plural(count, '1 event is waiting for OpenClaw again.', `${count} events are waiting for OpenClaw again.`),
  /** `who` is a username, `where` a room. */
  deadLetter: ({ type, who, where, ageMs, why }: DeadLetterFacts) => {
    const what = `• \`${type}\`${who ? ` from @${who}` : ''}${where ? ` in ${where}` : ''}`;
    return `${what}, ${ageMs < A_MINUTE_MS ? 'less than a minute ago' : ago(ageMs)}: ${why}`;
  },
} as const;

/** Sent directly to the admin who last looked after the app. */
export const ASK_ADMIN = (fault: string) =>
  `OpenClaw does not take events from this workspace, so they wait here: ${fault}. Run \`/openclaw status\` for more.`;
