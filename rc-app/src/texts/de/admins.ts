import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts for admins in Rocket.Chat, in German: the answers of `/openclaw`. */

const { age, ago, plural, span } = grammarOf('de');

const A_MINUTE_MS = 60_000;

export const HELP = {
  lines: [
    '`/openclaw here off` – nichts aus diesem Raum an OpenClaw senden (Besitzer des Raums)',
    '`/openclaw here on` – mich in diesem Raum wieder mitreden lassen (Besitzer des Raums)',
    '`/openclaw status` – was der Agent gerade tut; für Admins auch die Verbindung, wartende Ereignisse und was gesendet wird',
    '`/openclaw failed` – Ereignisse, die OpenClaw nicht zugestellt werden konnten, und warum (Admins)',
    '`/openclaw retry` – diese Ereignisse noch einmal versuchen (Admins)',
    '`/openclaw log` – die letzten Zustellungen und Befehle mit ihren IDs; `log 50` zeigt mehr, `log <id>` eine davon (Admins)',
    '`/openclaw pause` – vorerst nichts an OpenClaw senden, aus keinem Raum (Admins)',
    '`/openclaw resume` – wieder Nachrichten an OpenClaw senden (Admins)',
    '`/openclaw panel` – all das neben dem Raum, mit Schaltflächen; Besitzer eines Raums sehen dessen Schalter (Admins und Besitzer des Raums)',
    '`/openclaw disconnect` – das Geheimnis der Verbindung vergessen (Admins)',
  ],
  agentCommands: (commands) => `Der Agent antwortet auf: ${commands.join(' · ')}`,
} as const satisfies Texts['HELP'];

export const WELCOME = {
  installed: (bot, site) =>
    [
      `Hallo, ich bin @${bot}. Wenn ich verbunden bin, antwortet ein Agent deines OpenClaw-Gateways allen, die mir hier schreiben. Drei Schritte verbinden mich:`,
      `1. Führe auf dem Gateway \`openclaw rocketchat connect --url ${site || 'https://chat.example.com'}\` aus. Das gibt einen Verbindungscode aus.`,
      '2. Öffne hier *Administration ▸ Marketplace ▸ Private Apps ▸ OpenClaw ▸ Einstellungen*, füge die Zeile als *Verbindungscode* ein und speichere. Behandle sie wie ein Passwort: Schreib sie in keinen Raum.',
      '3. Tippe in einem beliebigen Raum `/openclaw status`. Das zeigt, ob beide Richtungen funktionieren, und was sonst zu tun ist.',
      'Bis dahin wird nichts an OpenClaw gesendet. Ich schreibe dir hier, sobald ich verbunden bin.',
    ].join('\n'),
  connected: (accountId, bot) =>
    `✅ Ich bin mit OpenClaw verbunden, Account ${accountId}, in beiden Richtungen. Schreib an @${bot}, hier oder in einem Raum: Der Agent antwortet.`,
} as const satisfies Texts['WELCOME'];

export const DISCONNECTED = [
  'Getrennt: Die App hat das Geheimnis vergessen und nimmt nichts mehr an, was OpenClaw signiert.',
  'Um sie wieder zu verbinden, füge einen Verbindungscode in die Einstellungen der App ein.',
].join(' ');

export const STATUS = {
  notConnected: (fault) => `❌ Nicht mit OpenClaw verbunden: ${fault}`,
  connectedAt: (gatewayUrl, accountId, plugin) =>
    plugin
      ? `✅ Verbunden mit OpenClaw unter ${gatewayUrl}, Account ${accountId}, Plugin ${plugin}`
      : `✅ Verbunden mit OpenClaw unter ${gatewayUrl}, Account ${accountId}`,
  fetchedBy: (accountId, plugin) =>
    plugin
      ? `✅ Verbunden: OpenClaw holt Ereignisse hier ab, Account ${accountId}, Plugin ${plugin}`
      : `✅ Verbunden: OpenClaw holt Ereignisse hier ab, Account ${accountId}`,
  oneWay: (fault) => `❌ OpenClaw nimmt Ereignisse von hier an, aber seine Antworten kommen nicht an: ${fault}`,
  answersCame: (ms) =>
    `OpenClaw hat diesen Workspace zuletzt ${ms < A_MINUTE_MS ? 'vor weniger als einer Minute' : ago(ms)} aufgerufen.`,
  neverCame: (accountId) =>
    `⚠️ OpenClaw nimmt Ereignisse von hier an, Account ${accountId}, hat diesen Workspace aber noch nie aufgerufen. Das tut es, wenn es startet, und mit jeder Antwort.`,
  clockIsAhead: (ms) =>
    `⚠️ Die Uhr dieses Servers geht gegenüber der des Gateways ${span(ms)} vor. Mehr als 30 Sekunden sind zu viel: Stell beide richtig.`,
  clockIsBehind: (ms) =>
    `⚠️ Die Uhr dieses Servers geht gegenüber der des Gateways ${span(ms)} nach. Mehr als 30 Sekunden sind zu viel: Stell beide richtig.`,
  keys: (events, commands) => `Schlüssel: Ereignisse ${events}, Befehle ${commands}.`,
  previousKey: (kid) =>
    `⚠️ Befehle, die mit dem vorherigen Schlüssel ${kid} signiert sind, werden auch noch angenommen. Um das zu beenden, gib das Geheimnis, das das Gateway jetzt verwendet, als *Gemeinsames Geheimnis* ein, oder füge einen Verbindungscode ein, der es enthält.`,
  notTaken: (fault) =>
    `⚠️ Das zuletzt eingegebene Geheimnis wurde nicht übernommen, und nichts hat sich geändert: ${fault}`,
  noPath:
    '⚠️ Dieser Server sagt nicht, wo die App Befehle annimmt: Schalte die App aus und wieder ein, und sieh nach, ob sie die Berechtigung `api` hat.',
  lacks: (fault) => `⚠️ ${fault}.`,
  path: (path, command) =>
    `Pfad für Befehle: \`${path}\`. Nur wenn OpenClaw die Ereignisse abholt (\`transport: "pull"\`), führe auf seiner Seite das aus: \`${command}\`.`,
  paused: '⏸️ Die App ist in ihren Einstellungen angehalten: Es wird nichts an OpenClaw gesendet.',
  sendsAddressed: 'Gesendet werden an OpenClaw: Nachrichten, die an mich gerichtet sind.',
  sendsAddressedIn: (rooms) => `Gesendet werden an OpenClaw: Nachrichten, die an mich gerichtet sind, nur in ${rooms}.`,
  sendsRooms: 'Gesendet wird an OpenClaw: jede Nachricht der Räume, in denen ich bin.',
  sendsRoomsIn: (rooms) => `Gesendet wird an OpenClaw: jede Nachricht der Räume, in denen ich bin, nur in ${rooms}.`,
  everyRoom: 'jedem Raum',
  disagreement: (rooms) =>
    `⚠️ Der Agent soll in ${rooms} auf jede Nachricht antworten, aber dieser Workspace sendet nur Nachrichten, die an ihn gerichtet sind. Wähle unter *Was an OpenClaw gesendet wird* jede Nachricht, oder setze \`requireMention\` auf der Seite von OpenClaw.`,
} as const satisfies Texts['STATUS'];

const oldFor = (ms: number): string => (ms < A_MINUTE_MS ? 'weniger als eine Minute' : age(ms));

export const OUTBOX = {
  waiting: (count, oldestMs) =>
    plural(
      count,
      `📭 1 Ereignis wartet auf OpenClaw; es ist ${oldFor(oldestMs)} alt.`,
      `📭 ${count} Ereignisse warten auf OpenClaw; das älteste ist ${oldFor(oldestMs)} alt.`,
    ),
  isPaused: 'Bis die Verbindung repariert ist, wird nichts gesendet.',
  lastAttempt: (fault) => `Der letzte Versuch ist gescheitert: ${fault}.`,
  dead: (count, faults) =>
    plural(
      count,
      `⚠️ 1 Ereignis konnte nicht zugestellt werden: ${faults}. \`/openclaw failed\` zeigt es, \`/openclaw retry\` versucht es noch einmal.`,
      `⚠️ ${count} Ereignisse konnten nicht zugestellt werden: ${faults}. \`/openclaw failed\` listet sie auf, \`/openclaw retry\` versucht sie noch einmal.`,
    ),
  faultCount: (fault, count) => `${fault} (${count})`,
  noneFailed: 'Kein Ereignis ist gescheitert.',
  retryHint: '`/openclaw retry` versucht alle noch einmal.',
  more: (count) => `… und ${count} weitere`,
  retried: (count) =>
    plural(count, '1 Ereignis wartet wieder auf OpenClaw.', `${count} Ereignisse warten wieder auf OpenClaw.`),
  deadLetter: ({ type, who, where, ageMs, why }) => {
    const what = `• \`${type}\`${who ? ` von @${who}` : ''}${where ? ` in ${where}` : ''}`;
    return `${what}, ${ageMs < A_MINUTE_MS ? 'vor weniger als einer Minute' : ago(ageMs)}: ${why}`;
  },
} as const satisfies Texts['OUTBOX'];

export const ASK_ADMIN = (fault: string) =>
  `OpenClaw nimmt keine Ereignisse aus diesem Workspace an, deshalb warten sie hier: ${fault}. Mehr dazu sagt \`/openclaw status\`.`;
