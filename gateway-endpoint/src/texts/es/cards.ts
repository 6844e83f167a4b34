import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts of cards, forms and polls, and of clicks without effect, in Spanish. */

const { plural } = grammarOf('es');

export const CLICK_REFUSED = {
  'command-by-control': (command) =>
    `Esto ejecutaría el comando ${command}, y no ejecuto comandos con un clic. Si es lo que quieres, escríbemelo tú.`,
  'button-expired': () => 'Estos botones han caducado. Vuelve a preguntarme si todavía lo necesitas.',
  'already-answered': () => 'Esto ya se ha respondido.',
  'not-an-approver': () => APPROVAL.approversOnly,
  'too-many-votes': () =>
    'Ya has elegido todas las opciones que puedes. Haz clic de nuevo en una de las tuyas para quitarla.',
  'answer-not-taken': () => 'No he podido recoger tu respuesta. Escríbemela como mensaje, por favor.',
  'no-text': () => 'Tu respuesta estaba vacía.',
} as const satisfies Texts['CLICK_REFUSED'];

export const APPROVAL = {
  approversOnly: 'Solo puede decidirlo quien tiene permiso para aprobar.',
  usage: 'Escribe `!approve <id> allow-once`, `allow-always` o `deny`. El ID está en la solicitud.',
  submitted: {
    'allow-once': 'Permitido una vez.',
    'allow-always': 'Permitido, ahora y siempre.',
    deny: 'Denegado.',
  },
  notOpen: 'No conozco ninguna solicitud abierta con este ID. Puede que haya caducado o que alguien la haya decidido.',
  decidedOtherwise: 'Alguien ya ha decidido esta solicitud de otra manera.',
  ambiguous: 'Más de una solicitud empieza por este ID. Escribe el ID completo.',
  notTaken: (ref) => `No he podido transmitir tu decisión (ref ${ref}). Inténtalo de nuevo, por favor.`,
  noApprovers: (setting) => `Todavía no puede decidirlo nadie: en ${setting} no se nombra a nadie.`,
} as const satisfies Texts['APPROVAL'];

export const FORM = { title: 'Tu respuesta', submit: 'Responder', label: 'Respuesta' } as const satisfies Texts['FORM'];

export const ENDED = {
  chosen: (label, username) => `✓ **${label}** — @${username}`,
  settled: (status) => `✓ **${status}**`,
  expired: (status) => `✗ **${status}**`,
  decided: 'Decidido',
  notOpen: 'Ya no está abierto',
  answered: (choice) => (choice ? `Respondido: ${choice}` : 'Respondido'),
  isExpired: 'Caducado',
  isCancelled: 'Cancelado',
} as const satisfies Texts['ENDED'];

export const CARD = { pleaseChoose: 'Elige, por favor:', choose: 'Elegir…' } as const satisfies Texts['CARD'];

export const POLL = {
  votes: (count) => plural(count, '1 voto', `${count} votos`),
  votesUpTo: (count, most) => plural(count, `1 voto, elige hasta ${most}`, `${count} votos, elige hasta ${most}`),
  closed: (count) => plural(count, '1 voto. Cerrada.', `${count} votos. Cerrada.`),
} as const satisfies Texts['POLL'];
