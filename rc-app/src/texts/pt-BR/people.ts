import type { Texts } from '../pattern.ts';

/** Texts for people in their rooms, in Brazilian Portuguese. */

export const STAYS = {
  disabled: 'Um administrador desativou o app OpenClaw, então nada é enviado ao agente.',
  banned: 'Fui banido desta sala. Um proprietário da sala pode me deixar entrar de novo.',
  'said-while-closed': 'Isto foi escrito enquanto eu estava desligado aqui, então fica neste workspace.',
  paused: 'Um administrador pausou o app nas configurações, então nada é enviado ao agente no momento.',
  livechat: 'Não participo de conversas com visitantes de um site.',
  encrypted:
    'Esta sala tem criptografia de ponta a ponta, então não consigo ler nada aqui. Pergunte em uma sala sem criptografia.',
  'foreign-direct':
    'Não faço parte desta conversa. Escreva diretamente para mim ou pergunte em uma sala em que eu esteja.',
  'room-not-listed':
    'Um administrador não liberou esta sala para mim. Fale com um administrador se precisar de mim aqui.',
  'switched-off': 'Estou desligado nesta sala. Um proprietário da sala pode mudar isso: `/openclaw here on`.',
  'not-a-member': 'Não sou membro desta sala. Me convide e pergunte de novo.',
  archived: 'Esta sala está arquivada, então não posso responder aqui.',
  muted: 'Estou silenciado nesta sala. Um proprietário da sala pode mudar isso; depois, pergunte de novo.',
  'read-only':
    'Esta sala é somente leitura, então não posso responder aqui. Um proprietário da sala pode me tornar moderador ou me deixar escrever; depois, pergunte de novo.',
  'own-message': 'Não respondo a mim mesmo.',
  'group-direct': 'Não começo mensagens diretas com várias pessoas.',
  'not-addressed': 'O agente não tem este comando; veja `/openclaw help`.',
} as const satisfies Texts['STAYS'];

export const REFUSED = {
  command: (reason) => (reason ? `O OpenClaw recusou este comando: ${reason}.` : 'O OpenClaw recusou este comando.'),
  click: (reason) => (reason ? `O OpenClaw recusou este clique: ${reason}.` : 'O OpenClaw recusou este clique.'),
  answer: (reason) => (reason ? `O OpenClaw recusou esta resposta: ${reason}.` : 'O OpenClaw recusou esta resposta.'),
} as const satisfies Texts['REFUSED'];

export const AWAY = {
  tryAgain:
    'Não consigo falar com o OpenClaw agora. Tente de novo em um minuto; se continuar assim, peça a um administrador que use `/openclaw status`.',
  askAdmin: 'Não consigo falar com o OpenClaw. Peça a um administrador que use `/openclaw status`.',
  because: (fault) => `Não consigo falar com o OpenClaw: ${fault}`,
  isSlow: 'Não consigo falar com o OpenClaw: o gateway não responde. Tente de novo em um minuto.',
  formIsSlow: 'Não consigo falar com o OpenClaw: o gateway não responde. Envie o formulário de novo em um minuto.',
} as const satisfies Texts['AWAY'];

const ASK_THEN =
  'Se esperar mais de 10 minutos, o agente lê a mensagem, mas não responde: nesse caso, pergunte de novo.';

export const UNANSWERED = {
  notConnected: (fault) =>
    fault
      ? `Não tenho agente a quem perguntar: ${fault}. Sua mensagem não foi guardada. Pergunte de novo quando eu estiver conectado.`
      : 'Ainda não estou conectado: um administrador precisa colar um código de conexão nas configurações do app OpenClaw. Sua mensagem não foi guardada. Depois disso, pergunte de novo.',
  waits: (fault) =>
    fault
      ? `Não consigo falar com o agente: ${fault}. Sua mensagem espera aqui por até 24 horas. ${ASK_THEN}`
      : `Não consigo falar com o agente. Sua mensagem espera aqui por até 24 horas. ${ASK_THEN}`,
  waitsForAdmin: (fault) =>
    fault
      ? `Não consigo falar com o agente: ${fault}. Sua mensagem espera aqui até isso ser resolvido; \`/openclaw status\` diz mais. Se demorar mais de 10 minutos, pergunte de novo depois.`
      : 'Não consigo falar com o agente. Sua mensagem espera aqui até um administrador consertar a conexão: `/openclaw status` mostra a um administrador o que há de errado. Se demorar mais de 10 minutos, pergunte de novo depois.',
  noWayBack: (fault) =>
    fault
      ? `O agente recebeu sua mensagem, mas a resposta não consegue chegar aqui: ${fault}.`
      : 'O agente recebeu sua mensagem, mas a resposta não consegue chegar aqui. Peça a um administrador que use `/openclaw status`.',
  notTaken:
    'O agente não recebeu sua mensagem, porque o OpenClaw a recusou. Diga com outras palavras ou peça a um administrador que use `/openclaw failed`.',
  notSent:
    'O agente não recebeu sua mensagem. Pergunte de novo; se continuar assim, peça a um administrador que use `/openclaw failed`.',
  neverSent: (room) =>
    room
      ? `O agente nunca recebeu a mensagem que você me escreveu em #${room}. Pergunte de novo se ainda precisar de uma resposta.`
      : 'O agente nunca recebeu a mensagem que você me escreveu. Pergunte de novo se ainda precisar de uma resposta.',
} as const satisfies Texts['UNANSWERED'];

export const FORM_EXPIRED = 'Este formulário expirou. Clique no botão de novo para receber um novo.';

export const ENCRYPTED_ROOM =
  'Esta sala tem criptografia de ponta a ponta, então não consigo ler o que você escreve aqui. Escreva para mim em uma sala sem criptografia.';

export const HERE = {
  ownersOnly: 'Só um proprietário desta sala pode fazer isso.',
  announceOn: (by) => `@${by} me ligou nesta sala: vocês podem falar comigo aqui de novo.`,
  announceOff: (by) => `@${by} me desligou nesta sala: nada do que for dito aqui sai do workspace.`,
  isOn: 'Agora estou ligado nesta sala.',
  isOff: 'Agora estou desligado nesta sala.',
} as const satisfies Texts['HERE'];
