import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts for admins in Rocket.Chat, in Spanish: the answers of `/openclaw`. */

const { age, ago, plural, span } = grammarOf('es');

const A_MINUTE_MS = 60_000;

export const HELP = {
  lines: [
    '`/openclaw here off` – no enviar nada de esta sala a OpenClaw (propietarios de la sala)',
    '`/openclaw here on` – dejarme participar de nuevo en esta sala (propietarios de la sala)',
    '`/openclaw status` – qué está haciendo el agente; para administradores, también la conexión, los eventos en espera y lo que se envía',
    '`/openclaw failed` – eventos que no se pudieron entregar a OpenClaw, y por qué (administradores)',
    '`/openclaw retry` – volver a intentar esos eventos (administradores)',
    '`/openclaw log` – las últimas entregas y comandos, con sus ID; `log 50` muestra más, `log <id>` uno de ellos (administradores)',
    '`/openclaw pause` – no enviar nada a OpenClaw por ahora, desde ninguna sala (administradores)',
    '`/openclaw resume` – volver a enviar mensajes a OpenClaw (administradores)',
    '`/openclaw panel` – todo esto junto a la sala, con botones; los propietarios ven el interruptor de su sala (administradores y propietarios de la sala)',
    '`/openclaw disconnect` – olvidar el secreto de la conexión (administradores)',
  ],
  agentCommands: (commands) => `El agente responde a: ${commands.join(' · ')}`,
} as const satisfies Texts['HELP'];

export const WELCOME = {
  installed: (bot, site) =>
    [
      `Hola, soy @${bot}. Cuando esté conectado, un agente de tu gateway de OpenClaw responderá a quienes me escriban aquí. Tres pasos me conectan:`,
      `1. En el gateway, ejecuta \`openclaw rocketchat connect --url ${site || 'https://chat.example.com'}\`. El comando muestra un código de conexión.`,
      '2. Aquí, abre *Administración ▸ Marketplace ▸ Aplicaciones privadas ▸ OpenClaw ▸ Ajustes*, pega la línea en *Código de conexión* y guarda. Trátala como una contraseña: no la escribas en ninguna sala.',
      '3. Escribe `/openclaw status` en cualquier sala. Muestra si funcionan los dos sentidos y, si no, qué hacer.',
      'Hasta entonces no se envía nada a OpenClaw. Te escribo aquí cuando esté conectado.',
    ].join('\n'),
  connected: (accountId, bot) =>
    `✅ Estoy conectado a OpenClaw, cuenta ${accountId}, en los dos sentidos. Escribe a @${bot}, aquí o en una sala: el agente responde.`,
} as const satisfies Texts['WELCOME'];

export const DISCONNECTED = [
  'Desconectado: la aplicación ha olvidado el secreto y ya no acepta nada de lo que firme OpenClaw.',
  'Para volver a conectarla, pega un código de conexión en los ajustes de la aplicación.',
].join(' ');

export const STATUS = {
  notConnected: (fault) => `❌ Sin conexión con OpenClaw: ${fault}`,
  connectedAt: (gatewayUrl, accountId, plugin) =>
    plugin
      ? `✅ Conectado a OpenClaw en ${gatewayUrl}, cuenta ${accountId}, plugin ${plugin}`
      : `✅ Conectado a OpenClaw en ${gatewayUrl}, cuenta ${accountId}`,
  fetchedBy: (accountId, plugin) =>
    plugin
      ? `✅ Conectado: OpenClaw recoge los eventos aquí, cuenta ${accountId}, plugin ${plugin}`
      : `✅ Conectado: OpenClaw recoge los eventos aquí, cuenta ${accountId}`,
  oneWay: (fault) => `❌ OpenClaw recibe los eventos de aquí, pero sus respuestas no llegan: ${fault}`,
  answersCame: (ms) =>
    `OpenClaw llamó a este workspace por última vez ${ms < A_MINUTE_MS ? 'hace menos de un minuto' : ago(ms)}.`,
  neverCame: (accountId) =>
    `⚠️ OpenClaw recibe los eventos de aquí, cuenta ${accountId}, pero todavía no ha llamado a este workspace. Lo hace al arrancar y con cada respuesta.`,
  clockIsAhead: (ms) =>
    `⚠️ El reloj de este servidor va ${span(ms)} adelantado respecto al del gateway. Más de 30 segundos es demasiado: sincroniza los dos.`,
  clockIsBehind: (ms) =>
    `⚠️ El reloj de este servidor va ${span(ms)} atrasado respecto al del gateway. Más de 30 segundos es demasiado: sincroniza los dos.`,
  keys: (events, commands) => `Claves: eventos ${events}, comandos ${commands}.`,
  previousKey: (kid) =>
    `⚠️ También se aceptan comandos firmados con la clave anterior, ${kid}. Para que deje de ser así, introduce en *Secreto compartido* el secreto que el gateway usa ahora o pega un código de conexión que lo contenga.`,
  notTaken: (fault) => `⚠️ El último secreto introducido no se ha aceptado, y nada ha cambiado: ${fault}`,
  noPath:
    '⚠️ Este servidor no dice dónde recibe comandos la aplicación: desactívala y actívala, y mira si tiene el permiso `api`.',
  lacks: (fault) => `⚠️ ${fault}.`,
  path: (path, command) =>
    `Ruta para comandos: \`${path}\`. Solo si OpenClaw recoge los eventos (\`transport: "pull"\`), ejecuta en su lado: \`${command}\`.`,
  paused: '⏸️ La aplicación está en pausa en sus ajustes: no se envía nada a OpenClaw.',
  sendsAddressed: 'Se envía a OpenClaw: los mensajes dirigidos a mí.',
  sendsAddressedIn: (rooms) => `Se envía a OpenClaw: los mensajes dirigidos a mí, solo en ${rooms}.`,
  sendsRooms: 'Se envía a OpenClaw: todos los mensajes de las salas en las que estoy.',
  sendsRoomsIn: (rooms) => `Se envía a OpenClaw: todos los mensajes de las salas en las que estoy, solo en ${rooms}.`,
  everyRoom: 'todas las salas',
  disagreement: (rooms) =>
    `⚠️ El agente debe responder a todos los mensajes en ${rooms}, pero este workspace solo envía los mensajes dirigidos a él. Elige todos los mensajes en *Qué se envía a OpenClaw* o define \`requireMention\` en el lado de OpenClaw.`,
} as const satisfies Texts['STATUS'];

const oldFor = (ms: number): string => (ms < A_MINUTE_MS ? 'menos de un minuto' : age(ms));

export const OUTBOX = {
  waiting: (count, oldestMs) =>
    plural(
      count,
      `📭 1 evento espera a OpenClaw desde hace ${oldFor(oldestMs)}.`,
      `📭 ${count} eventos esperan a OpenClaw; el más antiguo, desde hace ${oldFor(oldestMs)}.`,
    ),
  isPaused: 'No se envía nada hasta que se arregle la conexión.',
  lastAttempt: (fault) => `El último intento ha fallado: ${fault}.`,
  dead: (count, faults) =>
    plural(
      count,
      `⚠️ 1 evento no se pudo entregar: ${faults}. \`/openclaw failed\` lo muestra, \`/openclaw retry\` lo vuelve a intentar.`,
      `⚠️ ${count} eventos no se pudieron entregar: ${faults}. \`/openclaw failed\` los muestra, \`/openclaw retry\` los vuelve a intentar.`,
    ),
  faultCount: (fault, count) => `${fault} (${count})`,
  noneFailed: 'No ha fallado ningún evento.',
  retryHint: '`/openclaw retry` los vuelve a intentar todos.',
  more: (count) => `… y ${count} más`,
  retried: (count) =>
    plural(count, '1 evento vuelve a esperar a OpenClaw.', `${count} eventos vuelven a esperar a OpenClaw.`),
  deadLetter: ({ type, who, where, ageMs, why }) => {
    const what = `• \`${type}\`${who ? ` de @${who}` : ''}${where ? ` en ${where}` : ''}`;
    return `${what}, ${ageMs < A_MINUTE_MS ? 'hace menos de un minuto' : ago(ageMs)}: ${why}`;
  },
} as const satisfies Texts['OUTBOX'];

export const ASK_ADMIN = (fault: string) =>
  `OpenClaw no recibe los eventos de este workspace, así que esperan aquí: ${fault}. \`/openclaw status\` dice más.`;
