import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts of cards, forms and polls, and of clicks without effect, in French. */

const { plural } = grammarOf('fr');

export const CLICK_REFUSED = {
  'command-by-control': (command) =>
    `Cela lancerait la commande ${command}, et je ne lance pas de commande sur un clic. Si c’est ce que vous voulez, écrivez-la-moi vous-même.`,
  'button-expired': () => 'Ces boutons ont expiré. Reposez-moi la question si vous en avez encore besoin.',
  'already-answered': () => 'Cela a déjà reçu une réponse.',
  'not-an-approver': () => APPROVAL.approversOnly,
  'too-many-votes': () =>
    'Vous avez choisi autant d’options que possible. Cliquez de nouveau sur l’une des vôtres pour la retirer.',
  'answer-not-taken': () => 'Je n’ai pas pu prendre votre réponse. Écrivez-la-moi en message, s’il vous plaît.',
  'no-text': () => 'Votre réponse était vide.',
} as const satisfies Texts['CLICK_REFUSED'];

export const APPROVAL = {
  approversOnly: 'Seules les personnes qui peuvent approuver peuvent en décider.',
  usage: 'Écrivez `!approve <id> allow-once`, `allow-always` ou `deny`. L’identifiant figure dans la demande.',
  submitted: {
    'allow-once': 'Autorisé une fois.',
    'allow-always': 'Autorisé, maintenant et toujours.',
    deny: 'Refusé.',
  },
  notOpen:
    'Je ne connais aucune demande ouverte avec cet identifiant. Elle a peut-être expiré, ou quelqu’un en a décidé.',
  decidedOtherwise: 'Quelqu’un a déjà décidé de cette demande autrement.',
  ambiguous: 'Plusieurs demandes commencent par cet identifiant. Écrivez-le en entier.',
  notTaken: (ref) => `Je n’ai pas pu transmettre votre décision (ref ${ref}). Réessayez, s’il vous plaît.`,
  noApprovers: (setting) => `Personne ne peut encore en décider : personne n’est nommé dans ${setting}.`,
} as const satisfies Texts['APPROVAL'];

export const FORM = { title: 'Votre réponse', submit: 'Répondre', label: 'Réponse' } as const satisfies Texts['FORM'];

export const ENDED = {
  chosen: (label, username) => `✓ **${label}** — @${username}`,
  settled: (status) => `✓ **${status}**`,
  expired: (status) => `✗ **${status}**`,
  decided: 'Décidé',
  notOpen: 'Plus ouvert',
  answered: (choice) => (choice ? `Répondu : ${choice}` : 'Répondu'),
  isExpired: 'Expiré',
  isCancelled: 'Annulé',
} as const satisfies Texts['ENDED'];

export const CARD = {
  pleaseChoose: 'Choisissez, s’il vous plaît :',
  choose: 'Choisir…',
} as const satisfies Texts['CARD'];

export const POLL = {
  votes: (count) => plural(count, `${count} vote`, `${count} votes`),
  votesUpTo: (count, most) =>
    plural(count, `${count} vote, jusqu’à ${most} choix`, `${count} votes, jusqu’à ${most} choix`),
  closed: (count) => plural(count, `${count} vote. Clos.`, `${count} votes. Clos.`),
} as const satisfies Texts['POLL'];
