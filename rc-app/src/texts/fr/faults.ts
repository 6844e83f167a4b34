import type { Faults } from '../pattern.ts';

/** Faults of the connection, in French. */

const CHANNEL_OFF =
  'Après trois arrêts brutaux en cinq minutes, OpenClaw laisse ses canaux éteints : voyez là-bas `openclaw channels status`, et démarrez celui-ci avec `openclaw gateway call channels.start --params \'{"channel":"rocketchat"}\'`';

const FETCH_CURE = `Vérifiez là-bas que la passerelle tourne, qu’elle a \`transport: "pull"\` et qu’elle peut joindre ce serveur. ${CHANNEL_OFF}. Si ce serveur peut joindre la passerelle, saisissez plutôt l’URL de la passerelle`;

const REACH_CURE =
  'vérifiez l’URL de la passerelle, que la passerelle tourne et qu’elle écoute d’autres machines (`gateway.bind`, ou un proxy inverse devant elle)';

const NEW_SECRET = 'créez-en un nouveau avec `openclaw rocketchat connect`';
const COPY_AGAIN = 'copiez-le de nouveau, en entier, depuis `openclaw rocketchat connect`';

export const FAULTS = {
  unreachable: '{url} est injoignable : {why}',
  unreachableBecause: `{url} est injoignable : {why} ({cause}) ; ${REACH_CURE}`,
  unreachableFor: `{url} est injoignable ({cause}) ; ${REACH_CURE}`,
  clockIsAhead:
    '{who} a répondu 401 : l’horloge de ce serveur avance de {span} sur celle de la passerelle ; remettez-la à l’heure',
  clockIsBehind:
    '{who} a répondu 401 : l’horloge de ce serveur retarde de {span} sur celle de la passerelle ; remettez-la à l’heure',
  otherSecret:
    '{who} a répondu 401 : le secret n’est pas le même des deux côtés (notre clé est {kid}) ; collez un nouveau code de connexion. Si `openclaw rocketchat keys` montre cette clé là-bas, un proxy retire l’en-tête `authorization`',
  noAccount: `{who} a répondu 404 : il n’y a pas de compte "{account}" là-bas. Vérifiez l’adresse (un proxy veut peut-être un chemin avant /rocketchat) et le compte. Là-bas, vérifiez que le plugin est activé, qu’aucun autre plugin n’a son canal, et que le proxy mène à \`webhookPath\`, si le compte en a un. ${CHANNEL_OFF}`,
  isFull:
    '{who} a répondu 503 : trop d’événements y attendent l’agent ; ceux qui attendent ici sont envoyés à mesure qu’il répond',
  isStarting:
    '{who} a répondu 503 : la passerelle démarre, son disque est plein, ou trop d’événements y attendent l’agent',
  noRequest: `{url} est injoignable : le serveur n’a pas donné de réponse à l’application. Vérifiez que l’application a la permission \`networking\` ; si c’est le cas, ${REACH_CURE}`,
  otherVersion:
    '{who} a répondu 400 : le plugin de là-bas ne comprend pas ce que cette application envoie ; mettez les deux à la même version',
  tooLargeForProxy:
    '{who} a répondu 413, mais pas comme OpenClaw : un proxy devant lui n’accepte que des requêtes plus petites ; laissez passer 1 Mo',
  proxyFailed:
    '{who} a répondu {status} : un proxy devant la passerelle ne la joint pas ; vérifiez que la passerelle tourne, et où mène le proxy',
  answered: '{who} a répondu {status}',
  answeredByAnother:
    '{who} a répondu {status}, mais pas comme OpenClaw ; voyez le proxy devant lui, ou vérifiez l’adresse',
  notAGateway: '{who} a répondu 202, mais ce n’est pas une passerelle OpenClaw ; vérifiez l’adresse',
  noVerdict: 'la passerelle n’a pas dit si elle a pris {event}',
  noAnswerForIt: 'pas de réponse à son sujet',
  notFetched: `OpenClaw ne vient pas chercher les événements du compte "{account}". ${FETCH_CURE}`,
  notFetchedFor: `OpenClaw ne vient plus chercher les événements du compte "{account}" depuis {span}. ${FETCH_CURE}`,
  refused: 'refusé : {reason}',
  noReason: 'sans raison donnée',
  waitedADay: 'il a attendu 24 heures : {fault}',
  neverConnected: 'pas encore connecté : collez un code de connexion dans les paramètres de l’application',
  noSecret: 'le paramètre *Secret partagé* est vide : saisissez le secret, ou collez un code de connexion',
  badGatewayUrl:
    'le paramètre *URL de la passerelle* doit commencer par https:// ou http:// ; laissez-le vide si OpenClaw vient chercher les événements ici',
  lacks:
    'il manque à l’application la permission `{permission}` : supprimez l’application, envoyez-la de nouveau, et acceptez toutes les permissions',
  noUser: 'l’application n’a pas d’utilisateur à elle : installez-la de nouveau',
  codeBegin: `il ne commence pas par {begin} : ${COPY_AGAIN}`,
  codeCut: `il est coupé ou modifié : ${COPY_AGAIN}`,
  secretBegin: `le secret doit commencer par {begin} ; ${NEW_SECRET}`,
  secretCut: `le secret est incomplet ou mal saisi ; collez-le de nouveau ou ${NEW_SECRET}`,
  secretPattern: `le secret n’est pas aléatoire : {why} ; ${NEW_SECRET}`,
  sameBytes: 'toujours les mêmes quelques octets',
  twoHalves: 'une moitié répète l’autre',
  spellsWords: 'il forme des mots',
  counts: 'il compte',
  unknownHost: 'le nom de l’hôte est inconnu (DNS) : vérifiez son orthographe et le serveur de noms',
  noNameServer: 'le serveur de noms ne répond pas (DNS) : vérifiez le réseau de cette machine',
  noListener: 'rien n’écoute sur ce port',
  cut: 'la connexion a été coupée : http et https sont peut-être confondus',
  noHttp: 'la réponse n’est pas du HTTP : http et https sont peut-être confondus',
  noTls: 'il n’y a pas de TLS sur ce port : essayez http:// ou le bon port',
  noWayToHost: 'aucun chemin du réseau ne mène à cet hôte',
  noWayToNetwork: 'aucun chemin ne mène à ce réseau',
  expired: 'son certificat TLS a expiré : renouvelez-le là-bas',
  notYetValid: 'son certificat TLS n’est pas encore valable, ou l’horloge d’ici est fausse : remettez-la à l’heure',
  selfSigned: 'son certificat TLS est auto-signé : donnez-lui-en un auquel cette machine fait confiance',
  unknownAuthority: 'son certificat TLS vient d’une autorité inconnue : donnez cette autorité dans NODE_EXTRA_CA_CERTS',
  noChain: 'son certificat TLS vient sans la chaîne : le serveur doit envoyer la chaîne entière',
  otherName:
    'son certificat TLS est pour un autre nom : utilisez ce nom, ou donnez au serveur un certificat pour celui-ci',
  tooLateFirewall: 'aucune réponse n’est arrivée à temps (un pare-feu ?)',
  tooLate: 'aucune réponse n’est arrivée à temps',
  noIpv6:
    'rien ne répond à son adresse IPv6 : utilisez un nom ou une adresse IPv4, ou faites écouter le serveur aussi en IPv6',
} as const satisfies Faults;
