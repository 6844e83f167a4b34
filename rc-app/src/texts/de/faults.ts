import type { Faults } from '../pattern.ts';

/** Faults of the connection, in German. */

const CHANNEL_OFF =
  'Nach drei Abstürzen innerhalb von fünf Minuten lässt OpenClaw seine Kanäle aus: Sieh dort in `openclaw channels status` nach, und starte diesen mit `openclaw gateway call channels.start --params \'{"channel":"rocketchat"}\'`';

const FETCH_CURE = `Prüfe dort, ob das Gateway läuft, \`transport: "pull"\` hat und diesen Server erreicht. ${CHANNEL_OFF}. Wenn dieser Server das Gateway erreicht, gib stattdessen dessen Gateway-URL ein`;

const REACH_CURE =
  'prüfe die Gateway-URL, ob das Gateway läuft, und ob es für andere Rechner erreichbar ist (`gateway.bind` oder ein Reverse-Proxy davor)';

const NEW_SECRET = 'erzeuge mit `openclaw rocketchat connect` ein neues';
const COPY_AGAIN = 'kopiere ihn noch einmal vollständig aus `openclaw rocketchat connect`';

export const FAULTS = {
  unreachable: '{url} ist nicht erreichbar: {why}',
  unreachableBecause: `{url} ist nicht erreichbar: {why} ({cause}); ${REACH_CURE}`,
  unreachableFor: `{url} ist nicht erreichbar ({cause}); ${REACH_CURE}`,
  clockIsAhead:
    '{who} hat mit 401 geantwortet: Die Uhr dieses Servers geht gegenüber der des Gateways {span} vor; stell sie richtig',
  clockIsBehind:
    '{who} hat mit 401 geantwortet: Die Uhr dieses Servers geht gegenüber der des Gateways {span} nach; stell sie richtig',
  otherSecret:
    '{who} hat mit 401 geantwortet: Das Geheimnis ist nicht auf beiden Seiten dasselbe (unser Schlüssel ist {kid}); füge einen frischen Verbindungscode ein. Zeigt `openclaw rocketchat keys` dort diesen Schlüssel, entfernt ein Proxy den Header `authorization`',
  noAccount: `{who} hat mit 404 geantwortet: Dort gibt es keinen Account "{account}". Prüfe die Adresse (ein Proxy will vielleicht einen Pfad vor /rocketchat) und den Account. Prüfe dort, ob das Plugin aktiv ist, ob kein anderes Plugin seinen Kanal hat, und ob der Proxy zu \`webhookPath\` führt, falls der Account einen hat. ${CHANNEL_OFF}`,
  isFull:
    '{who} hat mit 503 geantwortet: Dort warten zu viele Ereignisse auf den Agenten; die hier wartenden werden gesendet, sobald er antwortet',
  isStarting:
    '{who} hat mit 503 geantwortet: Das Gateway startet gerade, seine Festplatte ist voll, oder dort warten zu viele Ereignisse auf den Agenten',
  noRequest: `{url} ist nicht erreichbar: Der Server hat der App keine Antwort gegeben. Sieh nach, ob die App die Berechtigung \`networking\` hat; sonst ${REACH_CURE}`,
  otherVersion:
    '{who} hat mit 400 geantwortet: Das Plugin dort versteht nicht, was diese App sendet; bring beide auf dieselbe Version',
  tooLargeForProxy:
    '{who} hat mit 413 geantwortet, aber nicht so wie OpenClaw: Ein Proxy davor nimmt nur kleinere Anfragen an; lass 1 MB durch',
  proxyFailed:
    '{who} hat mit {status} geantwortet: Ein Proxy vor dem Gateway erreicht es nicht; prüfe, ob das Gateway läuft und wohin der Proxy führt',
  answered: '{who} hat mit {status} geantwortet',
  answeredByAnother:
    '{who} hat mit {status} geantwortet, aber nicht so wie OpenClaw; sieh dir den Proxy davor an, oder prüfe die Adresse',
  notAGateway: '{who} hat mit 202 geantwortet, ist aber kein OpenClaw-Gateway; prüfe die Adresse',
  noVerdict: 'das Gateway hat nicht gesagt, ob es {event} angenommen hat',
  noAnswerForIt: 'keine Antwort dazu',
  notFetched: `OpenClaw holt keine Ereignisse für den Account "{account}" ab. ${FETCH_CURE}`,
  notFetchedFor: `OpenClaw hat seit {span} keine Ereignisse für den Account "{account}" abgeholt. ${FETCH_CURE}`,
  refused: 'abgelehnt: {reason}',
  noReason: 'ohne Angabe von Gründen',
  waitedADay: 'es hat 24 Stunden gewartet: {fault}',
  neverConnected: 'noch nicht verbunden: Füge einen Verbindungscode in die Einstellungen der App ein',
  noSecret:
    'die Einstellung *Gemeinsames Geheimnis* ist leer: Gib das Geheimnis ein, oder füge einen Verbindungscode ein',
  badGatewayUrl:
    'die Einstellung *Gateway-URL* muss mit https:// oder http:// beginnen; lass sie leer, wenn OpenClaw Ereignisse hier abholt',
  lacks:
    'der App fehlt die Berechtigung `{permission}`: Entferne die App, lade sie neu hoch, und stimme allen Berechtigungen zu',
  noUser: 'die App hat kein eigenes Benutzerkonto: Installiere sie noch einmal',
  codeBegin: `er beginnt nicht mit {begin}: ${COPY_AGAIN}`,
  codeCut: `er ist abgeschnitten oder verändert: ${COPY_AGAIN}`,
  secretBegin: `das Geheimnis muss mit {begin} beginnen; ${NEW_SECRET}`,
  secretCut: `das Geheimnis ist unvollständig oder vertippt; füge es noch einmal ein, oder ${NEW_SECRET}`,
  secretPattern: `das Geheimnis ist nicht zufällig: {why}; ${NEW_SECRET}`,
  sameBytes: 'immer wieder dieselben wenigen Bytes',
  twoHalves: 'eine Hälfte wiederholt die andere',
  spellsWords: 'es besteht aus Wörtern',
  counts: 'es zählt hoch',
  unknownHost: 'der Name des Rechners ist unbekannt (DNS): prüfe die Schreibweise und den Nameserver',
  noNameServer: 'der Nameserver antwortet nicht (DNS): prüfe das Netzwerk dieses Rechners',
  noListener: 'auf diesem Port antwortet nichts',
  cut: 'die Verbindung wurde unterbrochen: vielleicht sind http und https verwechselt',
  noHttp: 'die Antwort ist kein HTTP: vielleicht sind http und https verwechselt',
  noTls: 'auf diesem Port gibt es kein TLS: versuche http:// oder den richtigen Port',
  noWayToHost: 'im Netzwerk gibt es keinen Weg zu diesem Rechner',
  noWayToNetwork: 'es gibt keinen Weg in dieses Netzwerk',
  expired: 'sein TLS-Zertifikat ist abgelaufen: erneuere es dort',
  notYetValid: 'sein TLS-Zertifikat gilt noch nicht, oder die Uhr hier geht falsch: stell sie richtig',
  selfSigned: 'sein TLS-Zertifikat ist selbst signiert: gib ihm eines, dem dieser Rechner vertraut',
  unknownAuthority:
    'sein TLS-Zertifikat stammt von einer unbekannten Stelle: setze NODE_EXTRA_CA_CERTS auf diese Stelle',
  noChain: 'sein TLS-Zertifikat kommt ohne die Kette: der Server muss die ganze Kette senden',
  otherName:
    'sein TLS-Zertifikat ist für einen anderen Namen: verwende diesen Namen, oder gib dem Server eines für den richtigen',
  tooLateFirewall: 'es kam rechtzeitig keine Antwort (eine Firewall?)',
  tooLate: 'es kam rechtzeitig keine Antwort',
  noIpv6:
    'unter seiner IPv6-Adresse antwortet nichts: verwende einen Namen oder eine Adresse mit IPv4, oder lass den Server auch auf IPv6 antworten',
} as const satisfies Faults;
