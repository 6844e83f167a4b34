import type { Texts } from '../pattern.ts';
import { APPROVAL } from './cards.ts';

/** Texts for people in Rocket.Chat instead of an answer of the agent, in Spanish. */

type Hints = Texts['HINTS'];

const notSetUpForYou: Hints['sender-not-allowed'] = ({ userId }) =>
  `Todavía no estoy configurado para responderte aquí. Pide a la persona que me gestiona que te añada (tu ID de usuario: ${userId}).`;

export const HINTS = {
  'pairing-required': ({ hasCode }) =>
    hasCode
      ? 'Todavía no puedo responderte: la persona que me gestiona tiene que aprobarte. Envíale el código de nuestros mensajes directos.'
      : 'Todavía no puedo responderte: la persona que me gestiona tiene que aprobarte. Ahora mismo no tengo un código para ti: escríbeme directamente o inténtalo más tarde.',
  'sender-not-allowed': notSetUpForYou,
  'nobody-allowed': ({ userId }) =>
    `Todavía no estoy configurado para responder en esta sala. Pide a la persona que me gestiona que te añada (tu ID de usuario: ${userId}).`,
  'name-not-accepted': ({ userId }) =>
    `Solo conozco tu nombre de usuario, y los nombres de usuario pueden cambiar de manos. Pide a la persona que me gestiona que te añada (tu ID de usuario: ${userId}).`,
  'access-group-unknown': notSetUpForYou,
  'room-not-allowed': () =>
    'No estoy configurado para responder en esta sala. Pide a la persona que me gestiona que me la abra.',
  'rooms-disabled': () => 'No respondo en salas. Escríbeme un mensaje directo.',
  'direct-disabled': () => 'No respondo a mensajes directos. Mencióname en una sala.',
  'command-not-authorized': () =>
    'No tienes permiso para usar este comando. Habla con la persona que me gestiona si lo necesitas.',
  'not-an-approver': () => APPROVAL.approversOnly,
  'unknown-command': ({ commands }) => `No conozco este comando. Conozco ${commands}.`,
  'edited-by-another': () =>
    'Otra persona ha editado tu mensaje antes de que yo pudiera leerlo, así que no he hecho nada. Escríbelo de nuevo, por favor.',
  'no-text': () => 'No he encontrado texto ni archivo en tu mensaje. Escríbelo de nuevo, por favor.',
  'refused-by-policy': () => 'No puedo responderte aquí. Habla con la persona que me gestiona si lo necesitas.',
  'not-mentioned': () => '¿Hablabas conmigo? Mencióname y te respondo.',
} as const satisfies Hints;

export const REFUSALS = {
  kindOfRoom: 'No puedo trabajar en salas de este tipo.',
  other: 'No puedo hacer esto aquí. Habla con la persona que me gestiona si lo necesitas.',
} as const satisfies Texts['REFUSALS'];

export const HELP = (commands: string) => `Comandos: ${commands}. Todo lo demás que me escribas va al agente.`;

export const PAIRING = {
  approved: 'Tienes permiso: a partir de ahora puedo responderte. ¡Saluda!',
  userId: (userId) => `Tu ID de usuario de Rocket.Chat: ${userId}`,
} as const satisfies Texts['PAIRING'];

export const FAILED = {
  tooLong: (ref, newCommand) =>
    `Esta conversación se me ha hecho demasiado larga (ref ${ref}). Empieza una nueva con \`${newCommand}\`, por favor.`,
  tooMany: (ref) =>
    `Ahora mismo recibo demasiadas peticiones (ref ${ref}). Inténtalo de nuevo en un minuto, por favor.`,
  notSetUp: (ref) =>
    `Ahora mismo no estoy bien configurado (ref ${ref}). Avisa a la persona que me gestiona, por favor.`,
  restarting: (ref) => `Me estoy reiniciando (ref ${ref}). Inténtalo de nuevo en un minuto, por favor.`,
  tookTooLong: (ref) => `Ha tardado demasiado, así que he parado (ref ${ref}). Inténtalo de nuevo, por favor.`,
  overloaded: (ref) =>
    `El modelo de IA está sobrecargado ahora mismo (ref ${ref}). Inténtalo de nuevo en un minuto, por favor.`,
  noAnswer: (ref) => `No he dado con una respuesta (ref ${ref}). Inténtalo de nuevo, por favor.`,
  other: (ref) => `Algo ha ido mal por mi parte (ref ${ref}). Inténtalo de nuevo, por favor.`,
} as const satisfies Texts['FAILED'];

export const GIVEN_UP =
  'No he podido con esto y no voy a intentarlo otra vez. Vuelve a preguntar, por favor; si también falla, avisa a la persona que me gestiona.';

const stillAtWork = (whose: readonly string[]): string =>
  `Todavía estoy con ${whose.length > 0 ? `una pregunta de ${whose.join(' y ')}` : 'otra pregunta'}.`;

export const WAITS: Texts['WAITS'] = ({ whose, ahead }) =>
  `Tengo tu mensaje. ${stillAtWork(whose)} ${
    ahead === 0
      ? 'El tuyo es el siguiente.'
      : ahead === 1
        ? 'Un mensaje espera antes que el tuyo.'
        : `${ahead} mensajes esperan antes que el tuyo.`
  }`;

export const NEW_SESSION_WAITS: Texts['NEW_SESSION_WAITS'] = (whose) =>
  `${stillAtWork(whose)} La nueva sesión empieza después.`;

export const AT_WORK: Texts['AT_WORK'] = ({ whose, isAtWork, waiting }) => {
  const work = whose.length > 0 ? `una pregunta de ${whose.join(' y ')}` : isAtWork ? 'una pregunta' : 'nada';
  const rest =
    waiting === 0 ? 'No espera nada.' : waiting === 1 ? 'Espera un mensaje.' : `Esperan ${waiting} mensajes.`;
  return `En marcha: ${work}. ${rest}`;
};

export const LOCALE = 'es';

export const LATE = {
  one: (at, zone) =>
    `Estuve fuera y no respondí a un mensaje de las ${at} (${zone}). Vuelve a preguntar si todavía necesitas una respuesta.`,
  many: (count, at, zone) =>
    `Estuve fuera y no respondí a ${count} mensajes de las ${at} (${zone}). Vuelve a preguntar si todavía necesitas una respuesta.`,
  manyBetween: (count, from, to, zone) =>
    `Estuve fuera y no respondí a ${count} mensajes entre ${from} y ${to} (${zone}). Vuelve a preguntar si todavía necesitas una respuesta.`,
} as const satisfies Texts['LATE'];

const notIn = (room: string | undefined, why: string): string =>
  room ? `No puedo responderte en la sala ${room}: ${why}` : `No puedo responderte donde me preguntaste: ${why}`;

export const NOT_ANSWERED = {
  'not-a-member': (room) => notIn(room, 'ya no soy miembro de ella.'),
  encrypted: (room) => notIn(room, 'ahora tiene cifrado de extremo a extremo.'),
  'room-not-listed': (room) => notIn(room, 'un administrador me la ha cerrado.'),
  archived: (room) => notIn(room, 'se ha archivado.'),
  banned: (room) => notIn(room, 'me han expulsado de ella.'),
  muted: (room) => notIn(room, 'allí estoy silenciado. Un propietario de la sala puede cambiarlo.'),
  'read-only': (room) => notIn(room, 'es de solo lectura. Un propietario de la sala puede dejarme escribir allí.'),
  'switched-off': (room) => notIn(room, 'allí me han desconectado.'),
} as const satisfies Texts['NOT_ANSWERED'];
