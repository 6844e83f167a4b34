import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts for admins who look after the app from day to day, in German. */

const { plural } = grammarOf('de');

const OUTCOME = {
  accepted: 'angenommen',
  duplicate: 'OpenClaw hatte es schon',
  refused: 'abgelehnt',
  failed: 'gescheitert',
  waits: 'wartet hier, weil der letzte Versuch gescheitert ist',
  'given-up': 'aufgegeben',
  done: 'erledigt',
} as const;

export const LOG = {
  head: (count) =>
    plural(
      count,
      'Ein Eintrag. Die Uhrzeit ist UTC. → ist ein Ereignis für OpenClaw, und dessen Log hat dieselbe ID; ← ist ein Befehl von dort.',
      `Die letzten ${count}, die neuesten zuerst. Uhrzeiten sind UTC. → ist ein Ereignis für OpenClaw, und dessen Log hat dieselbe ID; ← ist ein Befehl von dort.`,
    ),
  none: 'In letzter Zeit wurde nichts zugestellt.',
  noneWith: (id) => `Kein Eintrag der letzten 200 hat „${id}“ in seiner ID oder als seinen Raum.`,
  line: ({ at, way, kind, where, outcome, why, ms, id }) => {
    const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
    const what = `${way === 'out' ? '→' : '←'} \`${kind}\`${where ? ` in ${where}` : ''}`;
    return `• ${time} ${what}: ${OUTCOME[outcome]}${why ? `: ${why}` : ''} (${ms} ms), \`${id}\``;
  },
  room: (id) => `Raum \`${id}\``,
  direct: 'einem Direktraum',
} as const satisfies Texts['LOG'];

export const PAUSE = {
  isOn: '⏸️ Angehalten: Es wird nichts an OpenClaw gesendet. Nachrichten, die währenddessen geschrieben werden, werden nie gesendet.',
  isOff: '▶️ Es geht weiter: Nachrichten werden wieder an OpenClaw gesendet.',
  notStored: '❌ Der Server hat die Einstellung *Pause* nicht gespeichert. Sieh in den Einstellungen der App nach.',
} as const satisfies Texts['PAUSE'];

const WORDS =
  'Diese Befehle tun dasselbe: `/openclaw status`, `log`, `failed`, `retry`, `pause`, `resume`, `here on`, `here off`.';

export const PANEL = {
  title: 'OpenClaw',
  opened: `Die Übersicht öffnet sich neben diesem Raum. Zeigt dein Client keine? ${WORDS}`,
  cannotOpen: `Dein Client kann keine Übersicht neben dem Raum zeigen. ${WORDS}`,
  notYours: 'Diese Übersicht ist für Admins und für die Besitzer dieses Raums.',
  adminsOnly: '❌ Das darf nur ein Admin.',
  isSlow: '⏳ Das dauert länger als sonst und läuft weiter. Drück gleich auf *Aktualisieren*.',
  stillTrying: '⏳ Das Gateway hat noch nicht geantwortet. Drück gleich auf *Aktualisieren*.',
  asBefore: 'Das ist der letzte bekannte Stand: Das Gateway hat eben nicht innerhalb von zwei Sekunden geantwortet.',
  nothingWaits: 'Hier wartet kein Ereignis.',
  failed: (lines) => (lines === 0 ? '*Aufgegeben:* nichts' : '*Aufgegeben*'),
  log: (lines) =>
    lines === 0 ? '*Letzte Zustellungen:* keine' : '*Letzte Zustellungen* (UTC; `/openclaw log 50` zeigt mehr)',
  roomIsOn: '*Dieser Raum:* Ich bin hier eingeschaltet.',
  roomIsOff: '*Dieser Raum:* Ich bin hier abgeschaltet. Nichts, was hier gesagt wird, geht an OpenClaw.',
  refresh: 'Aktualisieren',
  pause: 'Anhalten',
  resume: 'Weiter',
  resend: 'Alle noch einmal senden',
  on: 'Einschalten',
  off: 'Abschalten',
} as const satisfies Texts['PANEL'];
