import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts of cards, forms and polls, and of clicks without effect, in Brazilian Portuguese. */

const { plural } = grammarOf('pt-BR');

export const CLICK_REFUSED = {
  'command-by-control': (command) =>
    `Isso executaria o comando ${command}, e não executo comandos a partir de um clique. Se é o que você quer, escreva-o para mim.`,
  'button-expired': () => 'Estes botões expiraram. Pergunte de novo se ainda precisar disso.',
  'already-answered': () => 'Isto já foi respondido.',
  'not-an-approver': () => APPROVAL.approversOnly,
  'too-many-votes': () => 'Você já escolheu todas as opções que pode. Clique de novo em uma das suas para desfazer.',
  'answer-not-taken': () => 'Não consegui receber sua resposta. Escreva-a para mim como mensagem, por favor.',
  'no-text': () => 'Sua resposta estava vazia.',
} as const satisfies Texts['CLICK_REFUSED'];

export const APPROVAL = {
  approversOnly: 'Só quem pode aprovar decide isso.',
  usage: 'Escreva `!approve <id> allow-once`, `allow-always` ou `deny`. O ID está na solicitação.',
  submitted: {
    'allow-once': 'Permitido uma vez.',
    'allow-always': 'Permitido, agora e sempre.',
    deny: 'Negado.',
  },
  notOpen: 'Não conheço nenhuma solicitação aberta com este ID. Talvez tenha expirado, ou alguém já a decidiu.',
  decidedOtherwise: 'Alguém já decidiu esta solicitação de outra forma.',
  ambiguous: 'Mais de uma solicitação começa com este ID. Escreva o ID inteiro.',
  notTaken: (ref) => `Não consegui repassar sua decisão (ref ${ref}). Tente de novo, por favor.`,
  noApprovers: (setting) => `Ninguém pode decidir isso ainda: nenhum aprovador está definido em ${setting}.`,
} as const satisfies Texts['APPROVAL'];

export const FORM = { title: 'Sua resposta', submit: 'Responder', label: 'Resposta' } as const satisfies Texts['FORM'];

export const ENDED = {
  chosen: (label, username) => `✓ **${label}** — @${username}`,
  settled: (status) => `✓ **${status}**`,
  expired: (status) => `✗ **${status}**`,
  decided: 'Decidido',
  notOpen: 'Não está mais aberto',
  answered: (choice) => (choice ? `Respondido: ${choice}` : 'Respondido'),
  isExpired: 'Expirou',
  isCancelled: 'Cancelado',
} as const satisfies Texts['ENDED'];

export const CARD = { pleaseChoose: 'Escolha, por favor:', choose: 'Escolher…' } as const satisfies Texts['CARD'];

export const POLL = {
  votes: (count) => plural(count, `${count} voto`, `${count} votos`),
  votesUpTo: (count, most) =>
    plural(count, `${count} voto, escolha até ${most}`, `${count} votos, escolha até ${most}`),
  closed: (count) => plural(count, `${count} voto. Encerrada.`, `${count} votos. Encerrada.`),
} as const satisfies Texts['POLL'];
