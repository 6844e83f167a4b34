import type { Faults } from '../pattern.ts';

/** Faults of the connection, in Brazilian Portuguese. */

const CHANNEL_OFF =
  'Depois de três quedas em cinco minutos, o OpenClaw deixa seus canais desligados: veja lá `openclaw channels status` e ligue este com `openclaw gateway call channels.start --params \'{"channel":"rocketchat"}\'`';

const FETCH_CURE = `Verifique lá se o gateway está em execução, tem \`transport: "pull"\` e alcança este servidor. ${CHANNEL_OFF}. Se este servidor alcança o gateway, informe a URL do gateway`;

const REACH_CURE =
  'verifique a URL do gateway, se o gateway está em execução e se ele atende outras máquinas (`gateway.bind` ou um proxy reverso na frente)';

const NEW_SECRET = 'crie um novo com `openclaw rocketchat connect`';
const COPY_AGAIN = 'copie-o de novo, inteiro, de `openclaw rocketchat connect`';

export const FAULTS = {
  unreachable: 'não foi possível acessar {url}: {why}',
  unreachableBecause: `não foi possível acessar {url}: {why} ({cause}); ${REACH_CURE}`,
  unreachableFor: `não foi possível acessar {url} ({cause}); ${REACH_CURE}`,
  clockIsAhead:
    '{who} respondeu 401: o relógio deste servidor está {span} adiantado em relação ao do gateway; acerte-o',
  clockIsBehind:
    '{who} respondeu 401: o relógio deste servidor está {span} atrasado em relação ao do gateway; acerte-o',
  otherSecret:
    '{who} respondeu 401: o segredo não é o mesmo nos dois lados (nossa chave é {kid}); cole um novo código de conexão. Se `openclaw rocketchat keys` mostrar lá essa chave, um proxy remove o cabeçalho `authorization`',
  noAccount: `{who} respondeu 404: lá não existe a conta "{account}". Verifique o endereço (um proxy pode exigir um caminho antes de /rocketchat) e a conta. Lá, verifique se o plugin está ativo, se nenhum outro plugin tem o canal dele e se o proxy leva a \`webhookPath\`, se a conta tiver um. ${CHANNEL_OFF}`,
  isFull:
    '{who} respondeu 503: eventos demais esperam lá pelo agente; os que esperam aqui são enviados à medida que ele responde',
  isStarting:
    '{who} respondeu 503: o gateway está iniciando, o disco dele está cheio ou eventos demais esperam lá pelo agente',
  noRequest: `não foi possível acessar {url}: o servidor não deu resposta ao app. Veja se o app tem a permissão \`networking\`; se tiver, ${REACH_CURE}`,
  otherVersion:
    '{who} respondeu 400: o plugin de lá não entende o que este app envia; atualize os dois para a mesma versão',
  tooLargeForProxy:
    '{who} respondeu 413, mas não como o OpenClaw responde: um proxy na frente só aceita requisições menores; deixe passar 1 MB',
  proxyFailed:
    '{who} respondeu {status}: um proxy na frente do gateway não o alcança; verifique se o gateway está em execução e para onde o proxy leva',
  answered: '{who} respondeu {status}',
  answeredByAnother:
    '{who} respondeu {status}, mas não como o OpenClaw responde; veja o proxy na frente ou verifique o endereço',
  notAGateway: '{who} respondeu 202, mas não é um gateway do OpenClaw; verifique o endereço',
  noVerdict: 'o gateway não disse se recebeu {event}',
  noAnswerForIt: 'sem resposta para ele',
  notFetched: `O OpenClaw não está buscando os eventos da conta "{account}". ${FETCH_CURE}`,
  notFetchedFor: `O OpenClaw não busca os eventos da conta "{account}" há {span}. ${FETCH_CURE}`,
  refused: 'recusado: {reason}',
  noReason: 'sem motivo informado',
  waitedADay: 'esperou 24 horas: {fault}',
  neverConnected: 'ainda sem conexão: cole um código de conexão nas configurações do app',
  noSecret: 'a configuração *Segredo compartilhado* está vazia: informe o segredo ou cole um código de conexão',
  badGatewayUrl:
    'a configuração *URL do gateway* deve começar com https:// ou http://; deixe-a vazia se o OpenClaw busca os eventos aqui',
  lacks: 'falta ao app a permissão `{permission}`: remova-o, envie-o de novo e aceite todas as permissões',
  noUser: 'o app não tem um usuário próprio: instale-o de novo',
  codeBegin: `ele não começa com {begin}: ${COPY_AGAIN}`,
  codeCut: `ele está cortado ou alterado: ${COPY_AGAIN}`,
  secretBegin: `o segredo deve começar com {begin}; ${NEW_SECRET}`,
  secretCut: `o segredo está incompleto ou foi digitado errado; cole-o de novo ou ${NEW_SECRET}`,
  secretPattern: `o segredo não é aleatório: {why}; ${NEW_SECRET}`,
  sameBytes: 'sempre os mesmos poucos bytes',
  twoHalves: 'uma metade repete a outra',
  spellsWords: 'ele forma palavras',
  counts: 'ele conta em sequência',
  unknownHost: 'o nome do servidor é desconhecido (DNS): verifique a grafia e o servidor de nomes',
  noNameServer: 'o servidor de nomes não responde (DNS): verifique a rede desta máquina',
  noListener: 'nada responde nessa porta',
  cut: 'a conexão foi cortada: http e https podem estar trocados',
  noHttp: 'a resposta não é HTTP: http e https podem estar trocados',
  noTls: 'não há TLS nessa porta: tente http:// ou a porta certa',
  noWayToHost: 'não há caminho na rede até esse servidor',
  noWayToNetwork: 'não há caminho até essa rede',
  expired: 'o certificado TLS dele expirou: renove-o lá',
  notYetValid: 'o certificado TLS dele ainda não é válido, ou o relógio daqui está errado: acerte-o',
  selfSigned: 'o certificado TLS dele é autoassinado: dê a ele um em que esta máquina confie',
  unknownAuthority:
    'o certificado TLS dele é de uma autoridade desconhecida: defina NODE_EXTRA_CA_CERTS com essa autoridade',
  noChain: 'o certificado TLS dele vem sem a cadeia: o servidor deve enviar a cadeia inteira',
  otherName: 'o certificado TLS dele é para outro nome: use esse nome ou dê ao servidor um para este nome',
  tooLateFirewall: 'nenhuma resposta chegou a tempo (um firewall?)',
  tooLate: 'nenhuma resposta chegou a tempo',
  noIpv6:
    'nada responde no endereço IPv6 dele: use um nome ou um endereço com IPv4, ou faça o servidor atender também em IPv6',
} as const satisfies Faults;
