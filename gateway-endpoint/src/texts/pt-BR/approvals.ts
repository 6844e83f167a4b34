import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts of approvals for people, in Brazilian Portuguese. */

const { plural } = grammarOf('pt-BR');

export const REQUEST = {
  title: '🔒 **Aprovação necessária**',
  exec: 'Quero executar este comando:',
  'system-agent': 'Quero mudar minha configuração:',
  askedBy: (by, room) => [by ? `@${by} pediu isso` : 'Isso foi pedido', ...(room ? [`em ${room}`] : [])].join(' '),
  asked: (usernames, more) => `Perguntei a ${peopleIn(usernames, more)}.`,
  askedApprovers: 'Perguntei a quem pode aprovar.',
  here: 'Quem pode aprovar decide aqui.',
  nobody: 'Ninguém pode decidir isso aqui: nenhum aprovador está definido. Fale com a pessoa que me administra.',
  waiting: 'Isto precisa de uma aprovação. Você não precisa fazer nada: continuo quando for decidido.',
  openFor: (minutes) =>
    plural(
      minutes,
      `A solicitação fica aberta por ${minutes} minuto.`,
      `A solicitação fica aberta por ${minutes} minutos.`,
    ),
  inWords: (command, decisions) =>
    `Para decidir por escrito, escreva \`${command} ${decisions[0]}\`${decisions
      .slice(1)
      .map((decision) => ` ou \`${decision}\``)
      .join('')}.`,
  id: (id) => `ID: ${id}`,
  facts: { CWD: 'Pasta', 'Env Overrides': 'Ambiente' },
  labels: { 'allow-once': 'Permitir uma vez', 'allow-always': 'Permitir sempre', deny: 'Negar' },
} as const satisfies Texts['REQUEST'];

const byWhom = (by: string | undefined): string => (by ? `, por @${by}` : '');

export const REQUEST_ENDED = {
  'allow-once': (by) => `Decidido: permitido uma vez${byWhom(by)}`,
  'allow-always': (by) => `Decidido: permitido sempre${byWhom(by)}`,
  deny: (by) => `Decidido: negado${byWhom(by)}`,
  expired: 'Expirou: ninguém decidiu a tempo',
  cancelled: 'Expirou: a solicitação foi retirada',
  restarted: 'Expirou: fui reiniciado nesse meio-tempo',
} as const satisfies Texts['REQUEST_ENDED'];

export const REQUEST_TOLD = {
  elsewhere: 'Isto precisa de uma aprovação. Perguntei a quem pode dá-la.',
  notDelivered: (command) =>
    `Isto precisa de uma aprovação, e não consegui falar com ninguém que possa dá-la. Quem pode aprovar pode escrever ${command}.`,
  ambiguous: 'Isto precisa de uma aprovação, e não sei a quem perguntar. Fale com a pessoa que me administra.',
  expired: 'Ninguém decidiu a tempo, então não fiz isso.',
} as const satisfies Texts['REQUEST_TOLD'];

function peopleIn(usernames: readonly string[], more: number): string {
  const names = usernames.map((username) => `@${username}`);
  const all = more > 0 ? [...names, `mais ${more}`] : names;
  const last = all.at(-1) ?? '';
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} e ${last}` : last;
}
