import type { Faults } from '../pattern.ts';

/** Faults of the connection, in Spanish. */

const CHANNEL_OFF =
  'Tras tres caídas en cinco minutos, OpenClaw deja sus canales apagados: consulta allí `openclaw channels status` y arranca este con `openclaw gateway call channels.start --params \'{"channel":"rocketchat"}\'`';

const FETCH_CURE = `Comprueba allí que el gateway esté en marcha, tenga \`transport: "pull"\` y pueda llegar a este servidor. ${CHANNEL_OFF}. Si este servidor puede llegar al gateway, introduce en su lugar la URL del gateway`;

const REACH_CURE =
  'comprueba la URL del gateway, que el gateway esté en marcha y que atienda a otras máquinas (`gateway.bind` o un proxy inverso delante)';

const NEW_SECRET = 'crea uno nuevo con `openclaw rocketchat connect`';
const COPY_AGAIN = 'cópialo de nuevo, entero, de `openclaw rocketchat connect`';

export const FAULTS = {
  unreachable: 'no se puede llegar a {url}: {why}',
  unreachableBecause: `no se puede llegar a {url}: {why} ({cause}); ${REACH_CURE}`,
  unreachableFor: `no se puede llegar a {url} ({cause}); ${REACH_CURE}`,
  clockIsAhead:
    '{who} respondió 401: el reloj de este servidor va {span} adelantado respecto al del gateway; ponlo en hora',
  clockIsBehind:
    '{who} respondió 401: el reloj de este servidor va {span} atrasado respecto al del gateway; ponlo en hora',
  otherSecret:
    '{who} respondió 401: el secreto no es el mismo en los dos lados (nuestra clave es {kid}); pega un código de conexión nuevo. Si `openclaw rocketchat keys` muestra allí esa clave, un proxy elimina la cabecera `authorization`',
  noAccount: `{who} respondió 404: allí no existe la cuenta "{account}". Comprueba la dirección (un proxy puede exigir una ruta antes de /rocketchat) y la cuenta. Allí, comprueba que el plugin esté activo, que ningún otro plugin tenga su canal y que el proxy lleve a \`webhookPath\`, si la cuenta tiene uno. ${CHANNEL_OFF}`,
  isFull:
    '{who} respondió 503: allí esperan demasiados eventos al agente; los que esperan aquí se envían a medida que responde',
  isStarting:
    '{who} respondió 503: el gateway está arrancando, su disco está lleno o allí esperan demasiados eventos al agente',
  noRequest: `no se puede llegar a {url}: el servidor no dio respuesta a la aplicación. Mira si la aplicación tiene el permiso \`networking\`; si lo tiene, ${REACH_CURE}`,
  otherVersion:
    '{who} respondió 400: el plugin de allí no entiende lo que envía esta aplicación; actualiza los dos a la misma versión',
  tooLargeForProxy:
    '{who} respondió 413, pero no como lo hace OpenClaw: un proxy delante solo acepta peticiones más pequeñas; deja pasar 1 MB',
  proxyFailed:
    '{who} respondió {status}: un proxy delante del gateway no llega a él; comprueba que el gateway esté en marcha y adónde lleva el proxy',
  answered: '{who} respondió {status}',
  answeredByAnother:
    '{who} respondió {status}, pero no como lo hace OpenClaw; mira el proxy que tiene delante o comprueba la dirección',
  notAGateway: '{who} respondió 202, pero no es un gateway de OpenClaw; comprueba la dirección',
  noVerdict: 'el gateway no dijo si aceptó {event}',
  noAnswerForIt: 'sin respuesta para él',
  notFetched: `OpenClaw no recoge los eventos de la cuenta "{account}". ${FETCH_CURE}`,
  notFetchedFor: `OpenClaw no recoge los eventos de la cuenta "{account}" desde hace {span}. ${FETCH_CURE}`,
  refused: 'rechazado: {reason}',
  noReason: 'sin indicar el motivo',
  waitedADay: 'esperó 24 horas: {fault}',
  neverConnected: 'todavía sin conexión: pega un código de conexión en los ajustes de la aplicación',
  noSecret: 'el ajuste *Secreto compartido* está vacío: introduce el secreto o pega un código de conexión',
  badGatewayUrl:
    'el ajuste *URL del gateway* debe empezar por https:// o http://; déjalo vacío si OpenClaw recoge los eventos aquí',
  lacks: 'a la aplicación le falta el permiso `{permission}`: elimínala, súbela de nuevo y acepta todos los permisos',
  noUser: 'la aplicación no tiene un usuario propio: instálala de nuevo',
  codeBegin: `no empieza por {begin}: ${COPY_AGAIN}`,
  codeCut: `está cortado o alterado: ${COPY_AGAIN}`,
  secretBegin: `el secreto debe empezar por {begin}; ${NEW_SECRET}`,
  secretCut: `el secreto está incompleto o mal escrito; pégalo de nuevo o ${NEW_SECRET}`,
  secretPattern: `el secreto no es aleatorio: {why}; ${NEW_SECRET}`,
  sameBytes: 'los mismos pocos bytes una y otra vez',
  twoHalves: 'una mitad repite la otra',
  spellsWords: 'forma palabras',
  counts: 'va contando',
  unknownHost: 'el nombre del servidor es desconocido (DNS): comprueba cómo está escrito y el servidor de nombres',
  noNameServer: 'el servidor de nombres no responde (DNS): revisa la red de esta máquina',
  noListener: 'nada responde en ese puerto',
  cut: 'la conexión se cortó: puede que http y https estén confundidos',
  noHttp: 'la respuesta no es HTTP: puede que http y https estén confundidos',
  noTls: 'no hay TLS en ese puerto: prueba http:// o el puerto correcto',
  noWayToHost: 'no hay camino en la red hasta ese servidor',
  noWayToNetwork: 'no hay camino hasta esa red',
  expired: 'su certificado TLS ha caducado: renuévalo allí',
  notYetValid: 'su certificado TLS aún no es válido, o el reloj de aquí va mal: ponlo en hora',
  selfSigned: 'su certificado TLS está autofirmado: dale uno en el que confíe esta máquina',
  unknownAuthority: 'su certificado TLS es de una autoridad desconocida: define NODE_EXTRA_CA_CERTS con esa autoridad',
  noChain: 'su certificado TLS viene sin la cadena: el servidor debe enviar la cadena completa',
  otherName: 'su certificado TLS es para otro nombre: usa ese nombre o da al servidor uno para este',
  tooLateFirewall: 'no llegó ninguna respuesta a tiempo (¿un cortafuegos?)',
  tooLate: 'no llegó ninguna respuesta a tiempo',
  noIpv6:
    'nada responde en su dirección IPv6: usa un nombre o una dirección con IPv4, o haz que el servidor atienda también en IPv6',
} as const satisfies Faults;
