import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts of approvals for people, in German. */

const { plural } = grammarOf('de');

export const REQUEST = {
  title: '🔒 **Freigabe nötig**',
  exec: 'Ich möchte diesen Befehl ausführen:',
  'system-agent': 'Ich möchte ändern, wie ich eingerichtet bin:',
  askedBy: (by, room) =>
    [by ? `@${by} hat darum gebeten` : 'Darum wurde gebeten', ...(room ? [`in ${room}`] : [])].join(' '),
  asked: (usernames, more) => `Gefragt habe ich ${peopleIn(usernames, more)}.`,
  askedApprovers: 'Gefragt habe ich die Personen, die freigeben dürfen.',
  here: 'Wer freigeben darf, kann das hier entscheiden.',
  nobody: 'Das kann hier niemand entscheiden: Niemand darf freigeben. Wende dich an die Person, die mich betreibt.',
  waiting: 'Das braucht eine Freigabe. Du musst nichts tun: Ich mache weiter, sobald entschieden ist.',
  openFor: (minutes) =>
    plural(minutes, 'Die Anfrage ist 1 Minute lang offen.', `Die Anfrage ist ${minutes} Minuten lang offen.`),
  inWords: (command, decisions) =>
    `Um mit Worten zu entscheiden, schreib \`${command} ${decisions[0]}\`${decisions
      .slice(1)
      .map((decision) => ` oder \`${decision}\``)
      .join('')}.`,
  id: (id) => `ID: ${id}`,
  facts: { CWD: 'Ordner', 'Env Overrides': 'Umgebung' },
  labels: { 'allow-once': 'Einmal erlauben', 'allow-always': 'Immer erlauben', deny: 'Ablehnen' },
} as const satisfies Texts['REQUEST'];

const byWhom = (by: string | undefined): string => (by ? `, von @${by}` : '');

export const REQUEST_ENDED = {
  'allow-once': (by) => `Entschieden: einmal erlaubt${byWhom(by)}`,
  'allow-always': (by) => `Entschieden: immer erlaubt${byWhom(by)}`,
  deny: (by) => `Entschieden: abgelehnt${byWhom(by)}`,
  expired: 'Abgelaufen: Niemand hat rechtzeitig entschieden',
  cancelled: 'Abgelaufen: Die Anfrage wurde zurückgezogen',
  restarted: 'Abgelaufen: Ich wurde inzwischen neu gestartet',
} as const satisfies Texts['REQUEST_ENDED'];

export const REQUEST_TOLD = {
  elsewhere: 'Das braucht eine Freigabe. Ich habe die Personen gefragt, die sie geben dürfen.',
  notDelivered: (command) =>
    `Das braucht eine Freigabe, und ich habe niemanden erreicht, der sie geben darf. Wer freigeben darf, kann ${command} schreiben.`,
  ambiguous:
    'Das braucht eine Freigabe, und ich weiß nicht, wen ich fragen soll. Wende dich an die Person, die mich betreibt.',
  expired: 'Niemand hat rechtzeitig entschieden, deshalb habe ich es nicht getan.',
} as const satisfies Texts['REQUEST_TOLD'];

function peopleIn(usernames: readonly string[], more: number): string {
  const names = usernames.map((username) => `@${username}`);
  const all = more > 0 ? [...names, `${more} weitere`] : names;
  const last = all.at(-1) ?? '';
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} und ${last}` : last;
}
