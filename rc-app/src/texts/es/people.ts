import type { Texts } from '../pattern.ts';

/** Texts for people in their rooms, in Spanish. */

export const STAYS = {
  disabled: 'Un administrador ha desactivado la aplicación OpenClaw, así que no se envía nada al agente.',
  banned: 'Me han expulsado de esta sala. Un propietario de la sala puede dejarme entrar de nuevo.',
  'said-while-closed': 'Esto se escribió mientras yo estaba desconectado aquí, así que se queda en este workspace.',
  paused:
    'Un administrador ha puesto la aplicación en pausa en sus ajustes, así que ahora mismo no se envía nada al agente.',
  livechat: 'No participo en conversaciones con visitantes de un sitio web.',
  encrypted:
    'Esta sala tiene cifrado de extremo a extremo, así que no puedo leer nada aquí. Pregúntame en una sala sin cifrar.',
  'foreign-direct':
    'No formo parte de esta conversación. Escríbeme directamente o pregúntame en una sala en la que esté.',
  'room-not-listed':
    'Un administrador no ha abierto esta sala para mí. Habla con un administrador si me necesitas aquí.',
  'switched-off': 'En esta sala estoy desconectado. Un propietario de la sala puede cambiarlo: `/openclaw here on`.',
  'not-a-member': 'No soy miembro de esta sala. Invítame y vuelve a preguntar.',
  archived: 'Esta sala está archivada, así que no puedo responder aquí.',
  muted: 'Estoy silenciado en esta sala. Un propietario de la sala puede cambiarlo; después, vuelve a preguntar.',
  'read-only':
    'Esta sala es de solo lectura, así que no puedo responder aquí. Un propietario de la sala puede hacerme moderador o dejarme escribir; después, vuelve a preguntar.',
  'own-message': 'No me respondo a mí mismo.',
  'group-direct': 'No empiezo mensajes directos con varias personas.',
  'not-addressed': 'El agente no tiene este comando; consulta `/openclaw help`.',
} as const satisfies Texts['STAYS'];

export const REFUSED = {
  command: (reason) =>
    reason ? `OpenClaw ha rechazado este comando: ${reason}.` : 'OpenClaw ha rechazado este comando.',
  click: (reason) => (reason ? `OpenClaw ha rechazado este clic: ${reason}.` : 'OpenClaw ha rechazado este clic.'),
  answer: (reason) =>
    reason ? `OpenClaw ha rechazado esta respuesta: ${reason}.` : 'OpenClaw ha rechazado esta respuesta.',
} as const satisfies Texts['REFUSED'];

export const AWAY = {
  tryAgain:
    'Ahora mismo no puedo contactar con OpenClaw. Inténtalo de nuevo en un minuto; si sigue fallando, pide a un administrador que use `/openclaw status`.',
  askAdmin: 'No puedo contactar con OpenClaw. Pide a un administrador que use `/openclaw status`.',
  because: (fault) => `No puedo contactar con OpenClaw: ${fault}`,
  isSlow: 'No puedo contactar con OpenClaw: su gateway no responde. Inténtalo de nuevo en un minuto.',
  formIsSlow: 'No puedo contactar con OpenClaw: su gateway no responde. Vuelve a enviar el formulario en un minuto.',
} as const satisfies Texts['AWAY'];

const ASK_THEN = 'Si espera más de 10 minutos, el agente lo lee, pero no lo responde: en ese caso, vuelve a preguntar.';

export const UNANSWERED = {
  notConnected: (fault) =>
    fault
      ? `No tengo ningún agente a quien preguntar: ${fault}. Tu mensaje no se ha guardado. Vuelve a preguntar cuando esté conectado.`
      : 'Todavía no estoy conectado: un administrador tiene que pegar un código de conexión en los ajustes de la aplicación OpenClaw. Tu mensaje no se ha guardado. Vuelve a preguntar después.',
  waits: (fault) =>
    fault
      ? `No puedo contactar con el agente: ${fault}. Tu mensaje espera aquí hasta 24 horas. ${ASK_THEN}`
      : `No puedo contactar con el agente. Tu mensaje espera aquí hasta 24 horas. ${ASK_THEN}`,
  waitsForAdmin: (fault) =>
    fault
      ? `No puedo contactar con el agente: ${fault}. Tu mensaje espera aquí hasta que se arregle; \`/openclaw status\` dice más. Si tarda más de 10 minutos, vuelve a preguntar después.`
      : 'No puedo contactar con el agente. Tu mensaje espera aquí hasta que un administrador arregle la conexión: `/openclaw status` muestra a un administrador qué falla. Si tarda más de 10 minutos, vuelve a preguntar después.',
  noWayBack: (fault) =>
    fault
      ? `El agente tiene tu mensaje, pero su respuesta no puede llegar aquí: ${fault}.`
      : 'El agente tiene tu mensaje, pero su respuesta no puede llegar aquí. Pide a un administrador que use `/openclaw status`.',
  notTaken:
    'El agente no ha recibido tu mensaje, porque OpenClaw lo ha rechazado. Dilo con otras palabras o pide a un administrador que use `/openclaw failed`.',
  notSent:
    'El agente no ha recibido tu mensaje. Vuelve a preguntar; si sigue fallando, pide a un administrador que use `/openclaw failed`.',
  neverSent: (room) =>
    room
      ? `El agente nunca recibió el mensaje que me escribiste en #${room}. Vuelve a preguntar si todavía necesitas una respuesta.`
      : 'El agente nunca recibió el mensaje que me escribiste. Vuelve a preguntar si todavía necesitas una respuesta.',
} as const satisfies Texts['UNANSWERED'];

export const FORM_EXPIRED = 'Este formulario ha caducado. Vuelve a hacer clic en el botón para recibir uno nuevo.';

export const ENCRYPTED_ROOM =
  'Esta sala tiene cifrado de extremo a extremo, así que no puedo leer lo que escribes aquí. Escríbeme en una sala sin cifrar.';

export const HERE = {
  ownersOnly: 'Solo un propietario de esta sala puede hacer eso.',
  announceOn: (by) => `@${by} me ha conectado en esta sala: aquí ya se puede hablar conmigo otra vez.`,
  announceOff: (by) => `@${by} me ha desconectado en esta sala: nada de lo que se diga aquí sale del workspace.`,
  isOn: 'Ahora estoy conectado en esta sala.',
  isOff: 'Ahora estoy desconectado en esta sala.',
} as const satisfies Texts['HERE'];
