import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts of cards, forms and polls, and of clicks without effect, in German. */

const { plural } = grammarOf('de');

export const CLICK_REFUSED = {
  'command-by-control': (command) =>
    `Das würde den Befehl ${command} ausführen, und auf einen Klick hin führe ich keine Befehle aus. Wenn du es willst, schreib ihn mir selbst.`,
  'button-expired': () => 'Diese Schaltflächen sind abgelaufen. Frag mich noch einmal, falls du das noch brauchst.',
  'already-answered': () => 'Das wurde schon beantwortet.',
  'too-many-votes': () =>
    'Du hast so viele Möglichkeiten gewählt, wie du darfst. Klick noch einmal auf eine davon, um sie zurückzunehmen.',
  'answer-not-taken': () => 'Deine Antwort konnte ich nicht annehmen. Bitte schreib sie mir als Nachricht.',
  'no-text': () => 'Deine Antwort war leer.',
  'not-an-approver': () => APPROVAL.approversOnly,
} as const satisfies Texts['CLICK_REFUSED'];

export const APPROVAL = {
  approversOnly: 'Das können nur die Personen entscheiden, die freigeben dürfen.',
  usage: 'Schreib `!approve <id> allow-once`, `allow-always` oder `deny`. Die ID steht in der Anfrage.',
  submitted: {
    'allow-once': 'Einmal erlaubt.',
    'allow-always': 'Erlaubt, jetzt und immer.',
    deny: 'Abgelehnt.',
  },
  notOpen:
    'Ich kenne keine offene Anfrage mit dieser ID. Vielleicht ist sie abgelaufen, oder jemand hat sie entschieden.',
  decidedOtherwise: 'Jemand hat diese Anfrage schon anders entschieden.',
  ambiguous: 'Mehr als eine Anfrage beginnt mit dieser ID. Schreib die ganze ID.',
  notTaken: (ref) => `Ich konnte deine Entscheidung nicht weitergeben (ref ${ref}). Bitte versuch es noch einmal.`,
  noApprovers: (setting) => `Das kann noch niemand entscheiden: In ${setting} ist niemand genannt.`,
} as const satisfies Texts['APPROVAL'];

export const FORM = { title: 'Deine Antwort', submit: 'Antworten', label: 'Antwort' } as const satisfies Texts['FORM'];

export const ENDED = {
  chosen: (label, username) => `✓ **${label}** — @${username}`,
  settled: (status) => `✓ **${status}**`,
  expired: (status) => `✗ **${status}**`,
  decided: 'Entschieden',
  notOpen: 'Nicht mehr offen',
  answered: (choice) => (choice ? `Beantwortet: ${choice}` : 'Beantwortet'),
  isExpired: 'Abgelaufen',
  isCancelled: 'Abgebrochen',
} as const satisfies Texts['ENDED'];

export const CARD = { pleaseChoose: 'Bitte wähle:', choose: 'Wählen …' } as const satisfies Texts['CARD'];

export const POLL = {
  votes: (count) => plural(count, '1 Stimme', `${count} Stimmen`),
  votesUpTo: (count, most) =>
    plural(count, `1 Stimme, bis zu ${most} Möglichkeiten`, `${count} Stimmen, bis zu ${most} Möglichkeiten`),
  closed: (count) => plural(count, '1 Stimme. Beendet.', `${count} Stimmen. Beendet.`),
} as const satisfies Texts['POLL'];
