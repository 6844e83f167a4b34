import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts of approvals for people, in French. */

const { plural } = grammarOf('fr');

export const REQUEST = {
  title: '🔒 **Approbation nécessaire**',
  exec: 'Je veux lancer cette commande :',
  'system-agent': 'Je veux changer ma configuration :',
  askedBy: (by, room) =>
    [by ? `@${by} l’a demandé` : 'Cela a été demandé', ...(room ? [`dans ${room}`] : [])].join(' '),
  asked: (usernames, more) => `J’ai demandé à ${peopleIn(usernames, more)}.`,
  askedApprovers: 'J’ai demandé aux personnes qui peuvent approuver.',
  here: 'Une personne qui peut approuver peut en décider ici.',
  nobody: 'Personne ne peut en décider ici : personne ne peut approuver. Adressez-vous à la personne qui me gère.',
  waiting: 'Il faut une approbation. Vous n’avez rien à faire : je continue dès que c’est décidé.',
  openFor: (minutes) =>
    plural(minutes, `La demande reste ouverte ${minutes} minute.`, `La demande reste ouverte ${minutes} minutes.`),
  inWords: (command, decisions) =>
    `Pour décider par écrit, écrivez \`${command} ${decisions[0]}\`${decisions
      .slice(1)
      .map((decision) => ` ou \`${decision}\``)
      .join('')}.`,
  id: (id) => `ID : ${id}`,
  facts: { CWD: 'Dossier', 'Env Overrides': 'Environnement' },
  labels: { 'allow-once': 'Autoriser une fois', 'allow-always': 'Toujours autoriser', deny: 'Refuser' },
} as const satisfies Texts['REQUEST'];

const byWhom = (by: string | undefined): string => (by ? `, par @${by}` : '');

export const REQUEST_ENDED = {
  'allow-once': (by) => `Décidé : autorisé une fois${byWhom(by)}`,
  'allow-always': (by) => `Décidé : toujours autorisé${byWhom(by)}`,
  deny: (by) => `Décidé : refusé${byWhom(by)}`,
  expired: 'Expiré : personne n’a décidé à temps',
  cancelled: 'Expiré : la demande a été retirée',
  restarted: 'Expiré : j’ai été redémarré entre-temps',
} as const satisfies Texts['REQUEST_ENDED'];

export const REQUEST_TOLD = {
  elsewhere: 'Il faut une approbation. J’ai demandé aux personnes qui peuvent la donner.',
  notDelivered: (command) =>
    `Il faut une approbation, et je n’ai pu joindre personne qui puisse la donner. Une personne qui peut approuver peut écrire ${command}.`,
  ambiguous: 'Il faut une approbation, et je ne sais pas à qui la demander. Adressez-vous à la personne qui me gère.',
  expired: 'Personne n’a décidé à temps : je ne l’ai donc pas fait.',
} as const satisfies Texts['REQUEST_TOLD'];

function peopleIn(usernames: readonly string[], more: number): string {
  const names = usernames.map((username) => `@${username}`);
  const all = more > 0 ? [...names, `${more} autres`] : names;
  const last = all.at(-1) ?? '';
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} et ${last}` : last;
}
