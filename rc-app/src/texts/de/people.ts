import type { Texts } from '../pattern.ts';

/** Texts for people in their rooms, in German. */

export const STAYS = {
  disabled: 'Ein Admin hat die OpenClaw-App abgeschaltet, deshalb geht nichts an den Agenten.',
  banned: 'Ich bin aus diesem Raum ausgeschlossen. Ein Besitzer des Raums kann mich wieder hereinlassen.',
  'said-while-closed':
    'Das wurde geschrieben, während ich hier abgeschaltet war. Deshalb bleibt es in diesem Workspace.',
  paused: 'Ein Admin hat die App in ihren Einstellungen angehalten, deshalb geht gerade nichts an den Agenten.',
  livechat: 'An Gesprächen mit Besuchern einer Website nehme ich nicht teil.',
  encrypted:
    'Dieser Raum ist Ende-zu-Ende-verschlüsselt, ich kann hier nichts lesen. Frag mich in einem Raum ohne Verschlüsselung.',
  'foreign-direct':
    'Ich gehöre nicht zu diesem Gespräch. Schreib mir direkt oder frag mich in einem Raum, in dem ich bin.',
  'room-not-listed':
    'Ein Admin hat diesen Raum nicht für mich freigegeben. Wende dich an einen Admin, wenn du mich hier brauchst.',
  'switched-off': 'In diesem Raum bin ich abgeschaltet. Ein Besitzer des Raums kann das ändern: `/openclaw here on`.',
  'not-a-member': 'Ich bin kein Mitglied dieses Raums. Lade mich ein und frag dann noch einmal.',
  archived: 'Dieser Raum ist archiviert, deshalb kann ich hier nicht antworten.',
  muted: 'In diesem Raum bin ich stummgeschaltet. Ein Besitzer des Raums kann das ändern; frag danach noch einmal.',
  'read-only':
    'In diesem Raum darf ich nur lesen, deshalb kann ich hier nicht antworten. Ein Besitzer des Raums kann mich zum Moderator machen oder mich schreiben lassen; frag danach noch einmal.',
  'own-message': 'Mir selbst antworte ich nicht.',
  'group-direct': 'Ich beginne keine Direktnachrichten mit mehreren Personen.',
  'not-addressed': 'Diesen Befehl hat der Agent nicht; siehe `/openclaw help`.',
} as const satisfies Texts['STAYS'];

export const REFUSED = {
  command: (reason) =>
    reason ? `OpenClaw hat diesen Befehl abgelehnt: ${reason}.` : 'OpenClaw hat diesen Befehl abgelehnt.',
  click: (reason) =>
    reason ? `OpenClaw hat diesen Klick abgelehnt: ${reason}.` : 'OpenClaw hat diesen Klick abgelehnt.',
  answer: (reason) =>
    reason ? `OpenClaw hat diese Antwort abgelehnt: ${reason}.` : 'OpenClaw hat diese Antwort abgelehnt.',
} as const satisfies Texts['REFUSED'];

export const AWAY = {
  tryAgain:
    'Ich erreiche OpenClaw gerade nicht. Versuch es in einer Minute noch einmal. Klappt es weiterhin nicht, bitte einen Admin, `/openclaw status` aufzurufen.',
  askAdmin: 'Ich erreiche OpenClaw nicht. Bitte einen Admin, `/openclaw status` aufzurufen.',
  because: (fault) => `Ich erreiche OpenClaw nicht: ${fault}`,
  isSlow: 'Ich erreiche OpenClaw nicht: Sein Gateway antwortet nicht. Versuch es in einer Minute noch einmal.',
  formIsSlow:
    'Ich erreiche OpenClaw nicht: Sein Gateway antwortet nicht. Schick das Formular in einer Minute noch einmal ab.',
} as const satisfies Texts['AWAY'];

const ASK_THEN =
  'Wartet sie länger als 10 Minuten, liest der Agent sie zwar, antwortet aber nicht mehr: Frag dann noch einmal.';

export const UNANSWERED = {
  notConnected: (fault) =>
    fault
      ? `Ich habe keinen Agenten, den ich fragen kann: ${fault}. Deine Nachricht wurde nicht aufgehoben. Frag noch einmal, wenn ich verbunden bin.`
      : 'Ich bin noch nicht verbunden: Ein Admin muss einen Verbindungscode in die Einstellungen der OpenClaw-App einfügen. Deine Nachricht wurde nicht aufgehoben. Frag danach noch einmal.',
  waits: (fault) =>
    fault
      ? `Ich erreiche den Agenten nicht: ${fault}. Deine Nachricht wartet hier bis zu 24 Stunden. ${ASK_THEN}`
      : `Ich erreiche den Agenten nicht. Deine Nachricht wartet hier bis zu 24 Stunden. ${ASK_THEN}`,
  waitsForAdmin: (fault) =>
    fault
      ? `Ich erreiche den Agenten nicht: ${fault}. Deine Nachricht wartet hier, bis das behoben ist; mehr dazu sagt \`/openclaw status\`. Dauert es länger als 10 Minuten, frag danach noch einmal.`
      : 'Ich erreiche den Agenten nicht. Deine Nachricht wartet hier, bis ein Admin die Verbindung repariert hat: `/openclaw status` zeigt einem Admin, woran es liegt. Dauert es länger als 10 Minuten, frag danach noch einmal.',
  noWayBack: (fault) =>
    fault
      ? `Der Agent hat deine Nachricht, aber seine Antwort kommt nicht hierher: ${fault}.`
      : 'Der Agent hat deine Nachricht, aber seine Antwort kommt nicht hierher. Bitte einen Admin, `/openclaw status` aufzurufen.',
  notTaken:
    'Der Agent hat deine Nachricht nicht bekommen, weil OpenClaw sie abgelehnt hat. Sag es mit anderen Worten, oder bitte einen Admin, `/openclaw failed` aufzurufen.',
  notSent:
    'Der Agent hat deine Nachricht nicht bekommen. Frag noch einmal. Klappt es weiterhin nicht, bitte einen Admin, `/openclaw failed` aufzurufen.',
  neverSent: (room) =>
    room
      ? `Die Nachricht, die du mir in #${room} geschrieben hast, hat den Agenten nie erreicht. Frag noch einmal, falls du noch eine Antwort brauchst.`
      : 'Die Nachricht, die du mir geschrieben hast, hat den Agenten nie erreicht. Frag noch einmal, falls du noch eine Antwort brauchst.',
} as const satisfies Texts['UNANSWERED'];

export const FORM_EXPIRED =
  'Dieses Formular ist abgelaufen. Klick noch einmal auf die Schaltfläche, dann bekommst du ein neues.';

export const ENCRYPTED_ROOM =
  'Dieser Raum ist Ende-zu-Ende-verschlüsselt, deshalb kann ich nicht lesen, was du hier schreibst. Schreib mir in einem Raum ohne Verschlüsselung.';

export const HERE = {
  ownersOnly: 'Das kann nur ein Besitzer dieses Raums.',
  announceOn: (by) => `@${by} hat mich in diesem Raum eingeschaltet: Ihr könnt hier wieder mit mir reden.`,
  announceOff: (by) =>
    `@${by} hat mich in diesem Raum abgeschaltet: Nichts, was hier gesagt wird, verlässt den Workspace.`,
  isOn: 'In diesem Raum bin ich jetzt eingeschaltet.',
  isOff: 'In diesem Raum bin ich jetzt abgeschaltet.',
} as const satisfies Texts['HERE'];
