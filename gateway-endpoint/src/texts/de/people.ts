import type { Texts } from '../pattern.ts';
import { APPROVAL } from './cards.ts';

/** Texts for people in Rocket.Chat instead of an answer of the agent, in German. */

type Hints = Texts['HINTS'];

const notSetUpForYou: Hints['sender-not-allowed'] = ({ userId }) =>
  `Ich bin noch nicht dafür eingerichtet, dir hier zu antworten. Bitte die Person, die mich betreibt, dich hinzuzufügen (deine User-ID: ${userId}).`;

export const HINTS = {
  'pairing-required': ({ hasCode }) =>
    hasCode
      ? 'Ich kann dir noch nicht antworten: Die Person, die mich betreibt, muss dich erst freigeben. Schick ihr den Code aus unseren Direktnachrichten.'
      : 'Ich kann dir noch nicht antworten: Die Person, die mich betreibt, muss dich erst freigeben. Gerade habe ich keinen Code für dich: Schreib mir direkt, oder versuch es später noch einmal.',
  'sender-not-allowed': notSetUpForYou,
  'nobody-allowed': ({ userId }) =>
    `Ich bin noch nicht dafür eingerichtet, in diesem Raum zu antworten. Bitte die Person, die mich betreibt, dich hinzuzufügen (deine User-ID: ${userId}).`,
  'name-not-accepted': ({ userId }) =>
    `Ich kenne nur deinen Benutzernamen, und der kann einmal jemand anderem gehören. Bitte die Person, die mich betreibt, dich hinzuzufügen (deine User-ID: ${userId}).`,
  'access-group-unknown': notSetUpForYou,
  'room-not-allowed': () =>
    'Ich bin nicht dafür eingerichtet, in diesem Raum zu antworten. Bitte die Person, die mich betreibt, ihn für mich freizugeben.',
  'rooms-disabled': () => 'In Räumen antworte ich nicht. Schreib mir stattdessen eine Direktnachricht.',
  'direct-disabled': () => 'Auf Direktnachrichten antworte ich nicht. Erwähne mich stattdessen in einem Raum.',
  'command-not-authorized': () =>
    'Diesen Befehl darfst du nicht verwenden. Wende dich an die Person, die mich betreibt, wenn du ihn brauchst.',
  'not-an-approver': () => APPROVAL.approversOnly,
  'unknown-command': ({ commands }) => `Diesen Befehl kenne ich nicht. Ich kenne ${commands}.`,
  'edited-by-another': () =>
    'Jemand anderes hat deine Nachricht geändert, bevor ich sie lesen konnte. Deshalb habe ich nichts getan. Bitte schreib sie noch einmal.',
  'no-text': () => 'In deiner Nachricht habe ich weder Text noch eine Datei gefunden. Bitte schreib sie noch einmal.',
  'refused-by-policy': () =>
    'Hier kann ich dir nicht antworten. Wende dich an die Person, die mich betreibt, wenn du es brauchst.',
  'not-mentioned': () => 'Hast du mich gemeint? Erwähne mich, dann antworte ich.',
} as const satisfies Hints;

export const REFUSALS = {
  kindOfRoom: 'In Räumen dieser Art kann ich nicht arbeiten.',
  other: 'Das kann ich hier nicht. Wende dich an die Person, die mich betreibt, wenn du es brauchst.',
} as const satisfies Texts['REFUSALS'];

export const HELP = (commands: string) =>
  `Befehle: ${commands}. Alles andere, was du mir schreibst, geht an den Agenten.`;

export const PAIRING = {
  approved: 'Du bist freigegeben: Ab jetzt kann ich dir antworten. Sag hallo!',
  userId: (userId) => `Deine Rocket.Chat-User-ID: ${userId}`,
} as const satisfies Texts['PAIRING'];

export const FAILED = {
  tooLong: (ref, newCommand) =>
    `Dieses Gespräch ist mir zu lang geworden (ref ${ref}). Bitte beginne mit \`${newCommand}\` ein neues.`,
  tooMany: (ref) => `Ich bekomme gerade zu viele Anfragen (ref ${ref}). Bitte versuch es in einer Minute noch einmal.`,
  notSetUp: (ref) =>
    `Ich bin gerade nicht richtig eingerichtet (ref ${ref}). Bitte sag der Person Bescheid, die mich betreibt.`,
  restarting: (ref) => `Ich starte gerade neu (ref ${ref}). Bitte versuch es in einer Minute noch einmal.`,
  tookTooLong: (ref) =>
    `Das hat zu lange gedauert, deshalb habe ich aufgehört (ref ${ref}). Bitte versuch es noch einmal.`,
  overloaded: (ref) =>
    `Das KI-Modell ist gerade überlastet (ref ${ref}). Bitte versuch es in einer Minute noch einmal.`,
  noAnswer: (ref) => `Mir ist keine Antwort eingefallen (ref ${ref}). Bitte versuch es noch einmal.`,
  other: (ref) => `Bei mir ist etwas schiefgegangen (ref ${ref}). Bitte versuch es noch einmal.`,
} as const satisfies Texts['FAILED'];

export const GIVEN_UP =
  'Das habe ich nicht geschafft, und ich versuche es nicht noch einmal. Bitte frag noch einmal; klappt auch das nicht, sag der Person Bescheid, die mich betreibt.';

const stillAtWork = (whose: readonly string[]): string =>
  `Ich arbeite noch an ${whose.length > 0 ? `einer Frage von ${whose.join(' und ')}` : 'einer anderen Frage'}.`;

export const WAITS: Texts['WAITS'] = ({ whose, ahead }) =>
  `Ich habe deine Nachricht. ${stillAtWork(whose)} ${
    ahead === 0
      ? 'Deine ist als Nächstes dran.'
      : ahead === 1
        ? 'Vor deiner wartet noch eine Nachricht.'
        : `Vor deiner warten noch ${ahead} Nachrichten.`
  }`;

export const NEW_SESSION_WAITS: Texts['NEW_SESSION_WAITS'] = (whose) =>
  `${stillAtWork(whose)} Danach beginnt die neue Sitzung.`;

export const AT_WORK: Texts['AT_WORK'] = ({ whose, isAtWork, waiting }) => {
  const work = whose.length > 0 ? `eine Frage von ${whose.join(' und ')}` : isAtWork ? 'eine Frage' : 'nichts';
  const rest =
    waiting === 0 ? 'Nichts wartet.' : waiting === 1 ? 'Eine Nachricht wartet.' : `${waiting} Nachrichten warten.`;
  return `In Arbeit: ${work}. ${rest}`;
};

export const LOCALE = 'de';

export const LATE = {
  one: (at, zone) =>
    `Ich war weg und habe eine Nachricht um ${at} (${zone}) nicht beantwortet. Frag noch einmal, falls du noch eine Antwort brauchst.`,
  many: (count, at, zone) =>
    `Ich war weg und habe ${count} Nachrichten um ${at} (${zone}) nicht beantwortet. Frag noch einmal, falls du noch eine Antwort brauchst.`,
  manyBetween: (count, from, to, zone) =>
    `Ich war weg und habe ${count} Nachrichten zwischen ${from} und ${to} (${zone}) nicht beantwortet. Frag noch einmal, falls du noch eine Antwort brauchst.`,
} as const satisfies Texts['LATE'];

const notIn = (room: string | undefined, why: string): string =>
  room
    ? `Im Raum ${room} kann ich dir nicht antworten: ${why}`
    : `Dort, wo du gefragt hast, kann ich dir nicht antworten: ${why}`;

export const NOT_ANSWERED = {
  'not-a-member': (room) => notIn(room, 'Ich bin dort kein Mitglied mehr.'),
  encrypted: (room) => notIn(room, 'Der Raum ist jetzt Ende-zu-Ende-verschlüsselt.'),
  'room-not-listed': (room) => notIn(room, 'Ein Admin hat ihn für mich geschlossen.'),
  archived: (room) => notIn(room, 'Der Raum wurde archiviert.'),
  banned: (room) => notIn(room, 'Ich wurde dort ausgeschlossen.'),
  muted: (room) => notIn(room, 'Ich bin dort stummgeschaltet. Ein Besitzer des Raums kann das ändern.'),
  'read-only': (room) =>
    notIn(room, 'Ich darf dort nur lesen. Ein Besitzer des Raums kann mich dort schreiben lassen.'),
  'switched-off': (room) => notIn(room, 'Ich wurde dort abgeschaltet.'),
} as const satisfies Texts['NOT_ANSWERED'];
