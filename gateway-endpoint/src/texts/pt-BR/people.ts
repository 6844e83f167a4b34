import type { Texts } from '../pattern.ts';
import { APPROVAL } from './cards.ts';

/** Texts for people in Rocket.Chat instead of an answer of the agent, in Brazilian Portuguese. */

type Hints = Texts['HINTS'];

const notSetUpForYou: Hints['sender-not-allowed'] = ({ userId }) =>
  `Ainda não estou configurado para responder a você aqui. Peça à pessoa que me administra que adicione você (seu ID de usuário: ${userId}).`;

export const HINTS = {
  'pairing-required': ({ hasCode }) =>
    hasCode
      ? 'Ainda não posso responder a você: a pessoa que me administra precisa aprovar você. Envie a ela o código das nossas mensagens diretas.'
      : 'Ainda não posso responder a você: a pessoa que me administra precisa aprovar você. No momento não tenho um código para você: escreva diretamente para mim ou tente mais tarde.',
  'sender-not-allowed': notSetUpForYou,
  'nobody-allowed': ({ userId }) =>
    `Ainda não estou configurado para responder nesta sala. Peça à pessoa que me administra que adicione você (seu ID de usuário: ${userId}).`,
  'name-not-accepted': ({ userId }) =>
    `Só conheço seu nome de usuário, e nomes de usuário podem mudar de dono. Peça à pessoa que me administra que adicione você (seu ID de usuário: ${userId}).`,
  'access-group-unknown': notSetUpForYou,
  'room-not-allowed': () =>
    'Não estou configurado para responder nesta sala. Peça à pessoa que me administra que a libere para mim.',
  'rooms-disabled': () => 'Não respondo em salas. Escreva uma mensagem direta para mim.',
  'direct-disabled': () => 'Não respondo a mensagens diretas. Me mencione em uma sala.',
  'command-not-authorized': () =>
    'Você não tem permissão para usar este comando. Fale com a pessoa que me administra se precisar dele.',
  'not-an-approver': () => APPROVAL.approversOnly,
  'unknown-command': ({ commands }) => `Não conheço este comando. Conheço ${commands}.`,
  'edited-by-another': () =>
    'Outra pessoa editou sua mensagem antes que eu pudesse lê-la, então não fiz nada. Escreva-a de novo, por favor.',
  'no-text': () => 'Não encontrei texto nem arquivo na sua mensagem. Escreva-a de novo, por favor.',
  'refused-by-policy': () => 'Não posso responder a você aqui. Fale com a pessoa que me administra se precisar.',
  'not-mentioned': () => 'Era comigo? Me mencione, e eu respondo.',
} as const satisfies Hints;

export const REFUSALS = {
  kindOfRoom: 'Não consigo trabalhar em salas deste tipo.',
  other: 'Não posso fazer isso aqui. Fale com a pessoa que me administra se precisar.',
} as const satisfies Texts['REFUSALS'];

export const HELP = (commands: string) => `Comandos: ${commands}. Todo o resto que você me escreve vai para o agente.`;

export const PAIRING = {
  approved: 'Você foi aprovado: agora posso responder a você. Diga oi!',
  userId: (userId) => `Seu ID de usuário no Rocket.Chat: ${userId}`,
} as const satisfies Texts['PAIRING'];

export const FAILED = {
  tooLong: (ref, newCommand) =>
    `Esta conversa ficou longa demais para mim (ref ${ref}). Comece uma nova com \`${newCommand}\`, por favor.`,
  tooMany: (ref) => `Estou recebendo pedidos demais agora (ref ${ref}). Tente de novo em um minuto, por favor.`,
  notSetUp: (ref) => `Não estou bem configurado no momento (ref ${ref}). Avise a pessoa que me administra, por favor.`,
  restarting: (ref) => `Estou reiniciando (ref ${ref}). Tente de novo em um minuto, por favor.`,
  tookTooLong: (ref) => `Demorou demais, então parei (ref ${ref}). Tente de novo, por favor.`,
  overloaded: (ref) => `O modelo de IA está sobrecarregado agora (ref ${ref}). Tente de novo em um minuto, por favor.`,
  noAnswer: (ref) => `Não consegui chegar a uma resposta (ref ${ref}). Tente de novo, por favor.`,
  other: (ref) => `Algo deu errado do meu lado (ref ${ref}). Tente de novo, por favor.`,
} as const satisfies Texts['FAILED'];

export const GIVEN_UP =
  'Não consegui resolver isso e não vou tentar outra vez. Pergunte de novo, por favor; se falhar também, avise a pessoa que me administra.';

const stillAtWork = (whose: readonly string[]): string =>
  `Ainda estou trabalhando em ${whose.length > 0 ? `uma pergunta de ${whose.join(' e ')}` : 'outra pergunta'}.`;

export const WAITS: Texts['WAITS'] = ({ whose, ahead }) =>
  `Recebi sua mensagem. ${stillAtWork(whose)} ${
    ahead === 0
      ? 'A sua é a próxima.'
      : ahead === 1
        ? 'Uma mensagem espera antes da sua.'
        : `${ahead} mensagens esperam antes da sua.`
  }`;

export const NEW_SESSION_WAITS: Texts['NEW_SESSION_WAITS'] = (whose) =>
  `${stillAtWork(whose)} Depois disso começa a nova sessão.`;

export const AT_WORK: Texts['AT_WORK'] = ({ whose, isAtWork, waiting }) => {
  const work = whose.length > 0 ? `uma pergunta de ${whose.join(' e ')}` : isAtWork ? 'uma pergunta' : 'nada';
  const rest =
    waiting === 0 ? 'Nada espera.' : waiting === 1 ? 'Uma mensagem espera.' : `${waiting} mensagens esperam.`;
  return `Em andamento: ${work}. ${rest}`;
};

export const LOCALE = 'pt-BR';

export const LATE = {
  one: (at, zone) =>
    `Estive fora e não respondi a uma mensagem às ${at} (${zone}). Pergunte de novo se ainda precisar de uma resposta.`,
  many: (count, at, zone) =>
    `Estive fora e não respondi a ${count} mensagens às ${at} (${zone}). Pergunte de novo se ainda precisar de uma resposta.`,
  manyBetween: (count, from, to, zone) =>
    `Estive fora e não respondi a ${count} mensagens entre ${from} e ${to} (${zone}). Pergunte de novo se ainda precisar de uma resposta.`,
} as const satisfies Texts['LATE'];

const notIn = (room: string | undefined, why: string): string =>
  room ? `Não posso responder a você na sala ${room}: ${why}` : `Não posso responder onde você perguntou: ${why}`;

export const NOT_ANSWERED = {
  'not-a-member': (room) => notIn(room, 'não sou mais membro dela.'),
  encrypted: (room) => notIn(room, 'agora ela tem criptografia de ponta a ponta.'),
  'room-not-listed': (room) => notIn(room, 'um administrador a fechou para mim.'),
  archived: (room) => notIn(room, 'ela foi arquivada.'),
  banned: (room) => notIn(room, 'fui banido dela.'),
  muted: (room) => notIn(room, 'estou silenciado lá. Um proprietário da sala pode mudar isso.'),
  'read-only': (room) => notIn(room, 'ela é somente leitura. Um proprietário da sala pode me deixar escrever lá.'),
  'switched-off': (room) => notIn(room, 'fui desligado lá.'),
} as const satisfies Texts['NOT_ANSWERED'];
