import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts of approvals for people, in Spanish. */

const { plural } = grammarOf('es');

export const REQUEST = {
  title: '🔒 **Se necesita una aprobación**',
  exec: 'Quiero ejecutar este comando:',
  'system-agent': 'Quiero cambiar mi configuración:',
  askedBy: (by, room) => [by ? `@${by} lo ha pedido` : 'Se ha pedido', ...(room ? [`en ${room}`] : [])].join(' '),
  asked: (usernames, more) => `He preguntado a ${peopleIn(usernames, more)}.`,
  askedApprovers: 'He preguntado a quienes pueden aprobar.',
  here: 'Quien puede aprobar puede decidirlo aquí.',
  nobody: 'Nadie puede decidirlo aquí: no hay nadie que pueda aprobar. Habla con la persona que me gestiona.',
  waiting: 'Esto necesita una aprobación. No tienes que hacer nada: sigo en cuanto se decida.',
  openFor: (minutes) =>
    plural(
      minutes,
      'La solicitud está abierta durante 1 minuto.',
      `La solicitud está abierta durante ${minutes} minutos.`,
    ),
  inWords: (command, decisions) =>
    `Para decidir por escrito, escribe \`${command} ${decisions[0]}\`${decisions
      .slice(1)
      .map((decision) => ` o \`${decision}\``)
      .join('')}.`,
  id: (id) => `ID: ${id}`,
  facts: { CWD: 'Carpeta', 'Env Overrides': 'Entorno' },
  labels: { 'allow-once': 'Permitir una vez', 'allow-always': 'Permitir siempre', deny: 'Denegar' },
} as const satisfies Texts['REQUEST'];

const byWhom = (by: string | undefined): string => (by ? `, por @${by}` : '');

export const REQUEST_ENDED = {
  'allow-once': (by) => `Decidido: permitido una vez${byWhom(by)}`,
  'allow-always': (by) => `Decidido: permitido siempre${byWhom(by)}`,
  deny: (by) => `Decidido: denegado${byWhom(by)}`,
  expired: 'Caducada: nadie ha decidido a tiempo',
  cancelled: 'Caducada: la solicitud se ha retirado',
  restarted: 'Caducada: mientras tanto me han reiniciado',
} as const satisfies Texts['REQUEST_ENDED'];

export const REQUEST_TOLD = {
  elsewhere: 'Esto necesita una aprobación. He preguntado a quienes pueden darla.',
  notDelivered: (command) =>
    `Esto necesita una aprobación, y no he podido contactar con nadie que pueda darla. Quien puede aprobar puede escribir ${command}.`,
  ambiguous: 'Esto necesita una aprobación, y no sé a quién preguntar. Habla con la persona que me gestiona.',
  expired: 'Nadie ha decidido a tiempo, así que no lo he hecho.',
} as const satisfies Texts['REQUEST_TOLD'];

function peopleIn(usernames: readonly string[], more: number): string {
  const names = usernames.map((username) => `@${username}`);
  const all = more > 0 ? [...names, `${more} más`] : names;
  const last = all.at(-1) ?? '';
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} y ${last}` : last;
}
