import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts for admins in Rocket.Chat, in French: the answers of `/openclaw`. */

const { age, ago, plural, span } = grammarOf('fr');

const A_MINUTE_MS = 60_000;

export const HELP = {
  lines: [
    '`/openclaw here off` – ne rien envoyer de ce salon à OpenClaw (propriétaires du salon)',
    '`/openclaw here on` – me laisser de nouveau participer à ce salon (propriétaires du salon)',
    '`/openclaw status` – ce que fait l’agent ; pour les administrateurs, aussi la connexion, les événements en attente et ce qui est envoyé',
    '`/openclaw failed` – les événements qui n’ont pas pu être remis à OpenClaw, et pourquoi (administrateurs)',
    '`/openclaw retry` – réessayer ces événements (administrateurs)',
    '`/openclaw log` – les derniers envois et commandes, avec leurs identifiants ; `log 50` en montre plus, `log <id>` un seul (administrateurs)',
    '`/openclaw pause` – ne rien envoyer à OpenClaw pour l’instant, d’aucun salon (administrateurs)',
    '`/openclaw resume` – envoyer de nouveau les messages à OpenClaw (administrateurs)',
    '`/openclaw panel` – tout cela à côté du salon, avec des boutons ; les propriétaires voient l’interrupteur de leur salon (administrateurs et propriétaires du salon)',
    '`/openclaw disconnect` – oublier le secret de la connexion (administrateurs)',
  ],
  agentCommands: (commands) => `L’agent répond à : ${commands.join(' · ')}`,
} as const satisfies Texts['HELP'];

export const WELCOME = {
  installed: (bot, site) =>
    [
      `Bonjour, je suis @${bot}. Une fois que je serai connecté, un agent de votre passerelle OpenClaw répondra aux personnes qui m’écrivent ici. Trois étapes me connectent :`,
      `1. Sur la passerelle, lancez \`openclaw rocketchat connect --url ${site || 'https://chat.example.com'}\`. La commande affiche un code de connexion.`,
      '2. Ici, ouvrez *Administration ▸ Marketplace ▸ Applications privées ▸ OpenClaw ▸ Paramètres*, collez la ligne dans *Code de connexion*, et enregistrez. Traitez-la comme un mot de passe : ne l’écrivez dans aucun salon.',
      '3. Tapez `/openclaw status` dans n’importe quel salon. Cela montre si les deux sens fonctionnent, et sinon que faire.',
      'D’ici là, rien n’est envoyé à OpenClaw. Je vous écris ici dès que je suis connecté.',
    ].join('\n'),
  connected: (accountId, bot) =>
    `✅ Je suis connecté à OpenClaw, compte ${accountId}, dans les deux sens. Écrivez à @${bot}, ici ou dans un salon : l’agent répond.`,
} as const satisfies Texts['WELCOME'];

export const DISCONNECTED = [
  'Déconnecté : l’application a oublié le secret, et n’accepte plus rien de ce que signe OpenClaw.',
  'Pour la reconnecter, collez un code de connexion dans les paramètres de l’application.',
].join(' ');

export const STATUS = {
  notConnected: (fault) => `❌ Pas connecté à OpenClaw : ${fault}`,
  connectedAt: (gatewayUrl, accountId, plugin) =>
    plugin
      ? `✅ Connecté à OpenClaw à l’adresse ${gatewayUrl}, compte ${accountId}, plugin ${plugin}`
      : `✅ Connecté à OpenClaw à l’adresse ${gatewayUrl}, compte ${accountId}`,
  fetchedBy: (accountId, plugin) =>
    plugin
      ? `✅ Connecté : OpenClaw vient chercher les événements ici, compte ${accountId}, plugin ${plugin}`
      : `✅ Connecté : OpenClaw vient chercher les événements ici, compte ${accountId}`,
  oneWay: (fault) => `❌ OpenClaw reçoit les événements d’ici, mais ses réponses n’arrivent pas : ${fault}`,
  answersCame: (ms) =>
    `OpenClaw a appelé cet espace de travail pour la dernière fois ${ms < A_MINUTE_MS ? 'il y a moins d’une minute' : ago(ms)}.`,
  neverCame: (accountId) =>
    `⚠️ OpenClaw reçoit les événements d’ici, compte ${accountId}, mais n’a encore jamais appelé cet espace de travail. Il le fait à son démarrage et à chaque réponse.`,
  clockIsAhead: (ms) =>
    `⚠️ L’horloge de ce serveur avance de ${span(ms)} sur celle de la passerelle. Plus de 30 secondes, c’est trop : synchronisez les deux.`,
  clockIsBehind: (ms) =>
    `⚠️ L’horloge de ce serveur retarde de ${span(ms)} sur celle de la passerelle. Plus de 30 secondes, c’est trop : synchronisez les deux.`,
  keys: (events, commands) => `Clés : événements ${events}, commandes ${commands}.`,
  previousKey: (kid) =>
    `⚠️ Les commandes signées avec la clé précédente, ${kid}, sont encore acceptées. Pour y mettre fin, saisissez dans *Secret partagé* le secret que la passerelle utilise maintenant, ou collez un code de connexion qui le contient.`,
  notTaken: (fault) => `⚠️ Le dernier secret saisi n’a pas été accepté, et rien n’a changé : ${fault}`,
  noPath:
    '⚠️ Ce serveur ne dit pas où l’application reçoit les commandes : désactivez puis réactivez l’application, et vérifiez qu’elle a la permission `api`.',
  lacks: (fault) => `⚠️ ${fault}.`,
  path: (path, command) =>
    `Chemin des commandes : \`${path}\`. Seulement si OpenClaw vient chercher les événements (\`transport: "pull"\`), lancez de son côté : \`${command}\`.`,
  paused: '⏸️ L’application est en pause dans ses paramètres : rien n’est envoyé à OpenClaw.',
  sendsAddressed: 'Ce qui est envoyé à OpenClaw : les messages qui me sont adressés.',
  sendsAddressedIn: (rooms) =>
    `Ce qui est envoyé à OpenClaw : les messages qui me sont adressés, seulement dans ${rooms}.`,
  sendsRooms: 'Ce qui est envoyé à OpenClaw : tous les messages des salons où je suis.',
  sendsRoomsIn: (rooms) =>
    `Ce qui est envoyé à OpenClaw : tous les messages des salons où je suis, seulement dans ${rooms}.`,
  everyRoom: 'tous les salons',
  disagreement: (rooms) =>
    `⚠️ L’agent doit répondre à tous les messages dans ${rooms}, mais cet espace de travail n’envoie que les messages qui lui sont adressés. Choisissez tous les messages dans *Ce qui est envoyé à OpenClaw*, ou réglez \`requireMention\` du côté d’OpenClaw.`,
} as const satisfies Texts['STATUS'];

const oldFor = (ms: number): string => (ms < A_MINUTE_MS ? 'moins d’une minute' : age(ms));

export const OUTBOX = {
  waiting: (count, oldestMs) =>
    plural(
      count,
      `📭 ${count} événement attend OpenClaw depuis ${oldFor(oldestMs)}.`,
      `📭 ${count} événements attendent OpenClaw ; le plus ancien depuis ${oldFor(oldestMs)}.`,
    ),
  isPaused: 'Rien n’est envoyé tant que la connexion n’est pas réparée.',
  lastAttempt: (fault) => `La dernière tentative a échoué : ${fault}.`,
  dead: (count, faults) =>
    plural(
      count,
      `⚠️ ${count} événement n’a pas pu être remis : ${faults}. \`/openclaw failed\` le montre, \`/openclaw retry\` le réessaie.`,
      `⚠️ ${count} événements n’ont pas pu être remis : ${faults}. \`/openclaw failed\` les liste, \`/openclaw retry\` les réessaie.`,
    ),
  faultCount: (fault, count) => `${fault} (${count})`,
  noneFailed: 'Aucun événement n’a échoué.',
  retryHint: '`/openclaw retry` les réessaie tous.',
  more: (count) => `… et ${count} de plus`,
  retried: (count) =>
    plural(
      count,
      `${count} événement attend de nouveau OpenClaw.`,
      `${count} événements attendent de nouveau OpenClaw.`,
    ),
  deadLetter: ({ type, who, where, ageMs, why }) => {
    const what = `• \`${type}\`${who ? ` de @${who}` : ''}${where ? ` dans ${where}` : ''}`;
    return `${what}, ${ageMs < A_MINUTE_MS ? 'il y a moins d’une minute' : ago(ageMs)} : ${why}`;
  },
} as const satisfies Texts['OUTBOX'];

export const ASK_ADMIN = (fault: string) =>
  `OpenClaw ne reçoit pas les événements de cet espace de travail, qui attendent donc ici : ${fault}. \`/openclaw status\` en dit plus.`;
