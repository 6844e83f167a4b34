import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts for admins in Rocket.Chat, in Brazilian Portuguese: the answers of `/openclaw`. */

const { age, ago, plural, span } = grammarOf('pt-BR');

const A_MINUTE_MS = 60_000;

export const HELP = {
  lines: [
    '`/openclaw here off` – não enviar nada desta sala ao OpenClaw (proprietários da sala)',
    '`/openclaw here on` – me deixar participar desta sala de novo (proprietários da sala)',
    '`/openclaw status` – o que o agente está fazendo; para administradores, também a conexão, os eventos em espera e o que é enviado',
    '`/openclaw failed` – eventos que não puderam ser entregues ao OpenClaw, e por quê (administradores)',
    '`/openclaw retry` – tentar esses eventos de novo (administradores)',
    '`/openclaw log` – as últimas entregas e comandos, com seus IDs; `log 50` mostra mais, `log <id>` um deles (administradores)',
    '`/openclaw pause` – não enviar nada ao OpenClaw por enquanto, de nenhuma sala (administradores)',
    '`/openclaw resume` – voltar a enviar mensagens ao OpenClaw (administradores)',
    '`/openclaw panel` – tudo isso ao lado da sala, com botões; proprietários veem a chave da sala deles (administradores e proprietários da sala)',
    '`/openclaw disconnect` – esquecer o segredo da conexão (administradores)',
  ],
  agentCommands: (commands) => `O agente responde a: ${commands.join(' · ')}`,
} as const satisfies Texts['HELP'];

export const WELCOME = {
  installed: (bot, site) =>
    [
      `Olá, eu sou @${bot}. Quando eu estiver conectado, um agente do seu gateway OpenClaw responde às pessoas que escrevem para mim aqui. Três passos me conectam:`,
      `1. No gateway, execute \`openclaw rocketchat connect --url ${site || 'https://chat.example.com'}\`. O comando mostra um código de conexão.`,
      '2. Aqui, abra *Administração ▸ Marketplace ▸ Aplicativos privados ▸ OpenClaw ▸ Configurações*, cole a linha em *Código de conexão* e salve. Trate essa linha como uma senha: não a escreva em nenhuma sala.',
      '3. Digite `/openclaw status` em qualquer sala. Isso mostra se os dois sentidos funcionam e o que fazer se não.',
      'Até lá, nada é enviado ao OpenClaw. Escrevo para você aqui quando estiver conectado.',
    ].join('\n'),
  connected: (accountId, bot) =>
    `✅ Estou conectado ao OpenClaw, conta ${accountId}, nos dois sentidos. Escreva para @${bot}, aqui ou em uma sala: o agente responde.`,
} as const satisfies Texts['WELCOME'];

export const DISCONNECTED = [
  'Desconectado: o app esqueceu o segredo e não aceita mais nada que o OpenClaw assine.',
  'Para conectar de novo, cole um código de conexão nas configurações do app.',
].join(' ');

export const STATUS = {
  notConnected: (fault) => `❌ Sem conexão com o OpenClaw: ${fault}`,
  connectedAt: (gatewayUrl, accountId, plugin) =>
    plugin
      ? `✅ Conectado ao OpenClaw em ${gatewayUrl}, conta ${accountId}, plugin ${plugin}`
      : `✅ Conectado ao OpenClaw em ${gatewayUrl}, conta ${accountId}`,
  fetchedBy: (accountId, plugin) =>
    plugin
      ? `✅ Conectado: o OpenClaw busca os eventos aqui, conta ${accountId}, plugin ${plugin}`
      : `✅ Conectado: o OpenClaw busca os eventos aqui, conta ${accountId}`,
  oneWay: (fault) => `❌ O OpenClaw recebe os eventos daqui, mas as respostas dele não chegam: ${fault}`,
  answersCame: (ms) =>
    `O OpenClaw chamou este workspace pela última vez ${ms < A_MINUTE_MS ? 'há menos de um minuto' : ago(ms)}.`,
  neverCame: (accountId) =>
    `⚠️ O OpenClaw recebe os eventos daqui, conta ${accountId}, mas ainda não chamou este workspace. Ele faz isso ao iniciar e a cada resposta.`,
  clockIsAhead: (ms) =>
    `⚠️ O relógio deste servidor está ${span(ms)} adiantado em relação ao do gateway. Mais de 30 segundos é demais: sincronize os dois.`,
  clockIsBehind: (ms) =>
    `⚠️ O relógio deste servidor está ${span(ms)} atrasado em relação ao do gateway. Mais de 30 segundos é demais: sincronize os dois.`,
  keys: (events, commands) => `Chaves: eventos ${events}, comandos ${commands}.`,
  previousKey: (kid) =>
    `⚠️ Comandos assinados com a chave anterior, ${kid}, também são aceitos. Para acabar com isso, informe em *Segredo compartilhado* o segredo que o gateway usa agora ou cole um código de conexão que o contenha.`,
  notTaken: (fault) => `⚠️ O último segredo informado não foi aceito, e nada mudou: ${fault}`,
  noPath:
    '⚠️ Este servidor não diz onde o app recebe comandos: desative e ative o app e veja se ele tem a permissão `api`.',
  lacks: (fault) => `⚠️ ${fault}.`,
  path: (path, command) =>
    `Caminho para comandos: \`${path}\`. Só se o OpenClaw buscar os eventos (\`transport: "pull"\`), execute do lado dele: \`${command}\`.`,
  paused: '⏸️ O app está pausado nas configurações: nada é enviado ao OpenClaw.',
  sendsAddressed: 'O que é enviado ao OpenClaw: mensagens dirigidas a mim.',
  sendsAddressedIn: (rooms) => `O que é enviado ao OpenClaw: mensagens dirigidas a mim, só em ${rooms}.`,
  sendsRooms: 'O que é enviado ao OpenClaw: todas as mensagens das salas em que estou.',
  sendsRoomsIn: (rooms) => `O que é enviado ao OpenClaw: todas as mensagens das salas em que estou, só em ${rooms}.`,
  everyRoom: 'todas as salas',
  disagreement: (rooms) =>
    `⚠️ O agente deve responder a todas as mensagens em ${rooms}, mas este workspace só envia mensagens dirigidas a ele. Escolha todas as mensagens em *O que é enviado ao OpenClaw* ou defina \`requireMention\` do lado do OpenClaw.`,
} as const satisfies Texts['STATUS'];

const oldFor = (ms: number): string => (ms < A_MINUTE_MS ? 'menos de um minuto' : age(ms));

export const OUTBOX = {
  waiting: (count, oldestMs) =>
    plural(
      count,
      `📭 ${count} evento espera pelo OpenClaw há ${oldFor(oldestMs)}.`,
      `📭 ${count} eventos esperam pelo OpenClaw; o mais antigo, há ${oldFor(oldestMs)}.`,
    ),
  isPaused: 'Nada é enviado até a conexão ser consertada.',
  lastAttempt: (fault) => `A última tentativa falhou: ${fault}.`,
  dead: (count, faults) =>
    plural(
      count,
      `⚠️ ${count} evento não pôde ser entregue: ${faults}. \`/openclaw failed\` o mostra, \`/openclaw retry\` tenta de novo.`,
      `⚠️ ${count} eventos não puderam ser entregues: ${faults}. \`/openclaw failed\` os lista, \`/openclaw retry\` tenta de novo.`,
    ),
  faultCount: (fault, count) => `${fault} (${count})`,
  noneFailed: 'Nenhum evento falhou.',
  retryHint: '`/openclaw retry` tenta todos de novo.',
  more: (count) => `… e mais ${count}`,
  retried: (count) =>
    plural(count, `${count} evento espera de novo pelo OpenClaw.`, `${count} eventos esperam de novo pelo OpenClaw.`),
  deadLetter: ({ type, who, where, ageMs, why }) => {
    const what = `• \`${type}\`${who ? ` de @${who}` : ''}${where ? ` em ${where}` : ''}`;
    return `${what}, ${ageMs < A_MINUTE_MS ? 'há menos de um minuto' : ago(ageMs)}: ${why}`;
  },
} as const satisfies Texts['OUTBOX'];

export const ASK_ADMIN = (fault: string) =>
  `O OpenClaw não recebe os eventos deste workspace, então eles esperam aqui: ${fault}. \`/openclaw status\` diz mais.`;
