import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Our texts in place of OpenClaw's own sentences, in Brazilian Portuguese. */

const { plural } = grammarOf('pt-BR');

const helpersIn = (helpers: number): string => plural(helpers, 'um ajudante', `${helpers} ajudantes`);

export const STOPPED = {
  all: (helpers) => (helpers === 0 ? 'Parei.' : `Parei, junto com ${helpersIn(helpers)}.`),
  tooLate: (helpers) =>
    helpers === 0
      ? 'Minha resposta já está a caminho, então não consegui pará-la.'
      : `Minha resposta já está a caminho, então não consegui pará-la. Parei ${helpersIn(helpers)}.`,
  some: (helpers) => `Não consegui parar ${helpersIn(helpers)}. Me pare de novo, por favor.`,
} as const satisfies Texts['STOPPED'];

export const QUEUE_IS_FULL =
  'Há mensagens demais esperando por mim aqui, então não recebi a sua. Envie-a de novo depois da minha próxima resposta, por favor.';

export const NOT_RESUMED =
  'Não consegui terminar minha resposta, porque fui reiniciado várias vezes. Pergunte de novo, por favor.';

export const QUESTION = {
  intro: 'Preciso de uma resposta sua:',
  any: 'Clique em uma, ou responda com o número ou o texto dela.',
  anyOrOwn: 'Clique em uma, ou responda com o número dela, o texto dela ou suas próprias palavras.',
  several: 'Responda com números ou textos, separados por vírgulas, ou com suas próprias palavras.',
  own: 'Responda com suas próprias palavras.',
  each: 'Responda a cada pergunta em uma linha própria, como `1: yes`. Onde houver opções, escolha uma delas.',
} as const satisfies Texts['QUESTION'];

const fenced = (text: string): string => ['```', text, '```'].join('\n');

export const PAIRING_CODE: Texts['PAIRING_CODE'] = (idLine, code, command) =>
  [
    'Ainda não posso responder a você: a pessoa que me administra precisa aprovar você.',
    idLine,
    'Envie este código a ela:',
    fenced(code),
    'Ela aprova você com:',
    fenced(command),
  ].join('\n');
