import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts for admins who look after the app from day to day, in Brazilian Portuguese. */

const { plural } = grammarOf('pt-BR');

const OUTCOME = {
  accepted: 'aceito',
  duplicate: 'o OpenClaw já tinha',
  refused: 'recusado',
  failed: 'falhou',
  waits: 'espera aqui, porque a última tentativa falhou',
  'given-up': 'abandonado',
  done: 'feito',
} as const;

export const LOG = {
  head: (count) =>
    plural(
      count,
      'Um registro. O horário é UTC. → é um evento para o OpenClaw, e o log dele tem o mesmo ID; ← é um comando de lá.',
      `Os últimos ${count}, do mais novo ao mais antigo. Os horários são UTC. → é um evento para o OpenClaw, e o log dele tem o mesmo ID; ← é um comando de lá.`,
    ),
  none: 'Nada foi entregue recentemente.',
  noneWith: (id) => `Nenhum dos últimos 200 registros tem “${id}” no ID ou como sala.`,
  line: ({ at, way, kind, where, outcome, why, ms, id }) => {
    const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
    const what = `${way === 'out' ? '→' : '←'} \`${kind}\`${where ? ` em ${where}` : ''}`;
    return `• ${time} ${what}: ${OUTCOME[outcome]}${why ? `: ${why}` : ''} (${ms} ms), \`${id}\``;
  },
  room: (id) => `sala \`${id}\``,
  direct: 'uma sala direta',
} as const satisfies Texts['LOG'];

export const PAUSE = {
  isOn: '⏸️ Pausado: nada é enviado ao OpenClaw. Mensagens escritas durante a pausa nunca são enviadas.',
  isOff: '▶️ A pausa acabou: as mensagens voltam a ser enviadas ao OpenClaw.',
  notStored: '❌ O servidor não salvou a configuração *Pausa*. Veja as configurações do app.',
} as const satisfies Texts['PAUSE'];

const WORDS =
  'Estes comandos fazem o mesmo: `/openclaw status`, `log`, `failed`, `retry`, `pause`, `resume`, `here on`, `here off`.';

export const PANEL = {
  title: 'OpenClaw',
  opened: `O painel abre ao lado desta sala. Seu cliente não mostra nenhum? ${WORDS}`,
  cannotOpen: `Seu cliente não consegue mostrar um painel. ${WORDS}`,
  notYours: 'Este painel é para administradores e para os proprietários desta sala.',
  adminsOnly: '❌ Só um administrador pode fazer isso.',
  isSlow: '⏳ Está demorando mais que o normal e continua em andamento. Clique em *Atualizar* daqui a pouco.',
  stillTrying: '⏳ O gateway ainda não respondeu. Clique em *Atualizar* daqui a pouco.',
  asBefore: 'Este é o último estado conhecido: o gateway não respondeu agora em dois segundos.',
  nothingWaits: 'Nenhum evento espera aqui.',
  failed: (lines) => (lines === 0 ? '*Abandonados:* nenhum' : '*Abandonados*'),
  log: (lines) =>
    lines === 0 ? '*Últimas entregas:* nenhuma' : '*Últimas entregas* (UTC; `/openclaw log 50` mostra mais)',
  roomIsOn: '*Esta sala:* estou ligado aqui.',
  roomIsOff: '*Esta sala:* estou desligado aqui. Nada do que for dito aqui é enviado ao OpenClaw.',
  refresh: 'Atualizar',
  pause: 'Pausar',
  resume: 'Retomar',
  resend: 'Reenviar todos',
  on: 'Ligar',
  off: 'Desligar',
} as const satisfies Texts['PANEL'];
