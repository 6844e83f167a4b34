import type { Texts } from '../pattern.ts';
import { APPROVAL } from './cards.ts';

/** Texts for people in Rocket.Chat instead of an answer of the agent, in French. */

type Hints = Texts['HINTS'];

const notSetUpForYou: Hints['sender-not-allowed'] = ({ userId }) =>
  `Je ne suis pas encore configuré pour vous répondre ici. Demandez à la personne qui me gère de vous ajouter (votre identifiant : ${userId}).`;

export const HINTS = {
  'pairing-required': ({ hasCode }) =>
    hasCode
      ? 'Je ne peux pas encore vous répondre : la personne qui me gère doit d’abord vous approuver. Envoyez-lui le code de nos messages directs.'
      : 'Je ne peux pas encore vous répondre : la personne qui me gère doit d’abord vous approuver. Je n’ai pas de code pour vous en ce moment : écrivez-moi directement, ou réessayez plus tard.',
  'sender-not-allowed': notSetUpForYou,
  'nobody-allowed': ({ userId }) =>
    `Je ne suis pas encore configuré pour répondre dans ce salon. Demandez à la personne qui me gère de vous ajouter (votre identifiant : ${userId}).`,
  'name-not-accepted': ({ userId }) =>
    `Je ne connais que votre nom d’utilisateur, et un nom peut changer de main. Demandez à la personne qui me gère de vous ajouter (votre identifiant : ${userId}).`,
  'access-group-unknown': notSetUpForYou,
  'room-not-allowed': () =>
    'Je ne suis pas configuré pour répondre dans ce salon. Demandez à la personne qui me gère de me l’ouvrir.',
  'rooms-disabled': () => 'Je ne réponds pas dans les salons. Écrivez-moi plutôt un message direct.',
  'direct-disabled': () => 'Je ne réponds pas aux messages directs. Mentionnez-moi plutôt dans un salon.',
  'command-not-authorized': () =>
    'Vous n’avez pas le droit d’utiliser cette commande. Adressez-vous à la personne qui me gère si vous en avez besoin.',
  'not-an-approver': () => APPROVAL.approversOnly,
  'unknown-command': ({ commands }) => `Je ne connais pas cette commande. Je connais ${commands}.`,
  'edited-by-another': () =>
    'Quelqu’un d’autre a modifié votre message avant que je puisse le lire : je n’ai donc rien fait. Écrivez-le de nouveau, s’il vous plaît.',
  'no-text': () => 'Je n’ai trouvé ni texte ni fichier dans votre message. Écrivez-le de nouveau, s’il vous plaît.',
  'refused-by-policy': () =>
    'Je ne peux pas vous répondre ici. Adressez-vous à la personne qui me gère si vous en avez besoin.',
  'not-mentioned': () => 'Vous me parliez ? Mentionnez-moi, et je répondrai.',
} as const satisfies Hints;

export const REFUSALS = {
  kindOfRoom: 'Je ne peux pas travailler dans ce genre de salon.',
  other: 'Je ne peux pas faire cela ici. Adressez-vous à la personne qui me gère si vous en avez besoin.',
} as const satisfies Texts['REFUSALS'];

export const HELP = (commands: string) => `Commandes : ${commands}. Tout ce que vous m’écrivez d’autre va à l’agent.`;

export const PAIRING = {
  approved: 'Vous êtes approuvé : je peux vous répondre à partir de maintenant. Dites bonjour !',
  userId: (userId) => `Votre identifiant Rocket.Chat : ${userId}`,
} as const satisfies Texts['PAIRING'];

export const FAILED = {
  tooLong: (ref, newCommand) =>
    `Cette conversation est devenue trop longue pour moi (ref ${ref}). Commencez-en une nouvelle avec \`${newCommand}\`, s’il vous plaît.`,
  tooMany: (ref) => `Je reçois trop de demandes en ce moment (ref ${ref}). Réessayez dans une minute, s’il vous plaît.`,
  notSetUp: (ref) =>
    `Je ne suis pas bien configuré en ce moment (ref ${ref}). Prévenez la personne qui me gère, s’il vous plaît.`,
  restarting: (ref) => `Je redémarre (ref ${ref}). Réessayez dans une minute, s’il vous plaît.`,
  tookTooLong: (ref) => `C’était trop long, je me suis donc arrêté (ref ${ref}). Réessayez, s’il vous plaît.`,
  overloaded: (ref) =>
    `Le modèle d’IA est surchargé en ce moment (ref ${ref}). Réessayez dans une minute, s’il vous plaît.`,
  noAnswer: (ref) => `Je n’ai pas trouvé de réponse (ref ${ref}). Réessayez, s’il vous plaît.`,
  other: (ref) => `Quelque chose s’est mal passé de mon côté (ref ${ref}). Réessayez, s’il vous plaît.`,
} as const satisfies Texts['FAILED'];

export const GIVEN_UP =
  'Je n’y suis pas arrivé, et je ne réessaierai pas. Reposez votre question, s’il vous plaît ; si cela échoue aussi, prévenez la personne qui me gère.';

const stillAtWork = (whose: readonly string[]): string =>
  `Je travaille encore sur ${whose.length > 0 ? `une question de ${whose.join(' et ')}` : 'une autre question'}.`;

export const WAITS: Texts['WAITS'] = ({ whose, ahead }) =>
  `J’ai votre message. ${stillAtWork(whose)} ${
    ahead === 0
      ? 'Le vôtre est le suivant.'
      : ahead === 1
        ? 'Un message attend avant le vôtre.'
        : `${ahead} messages attendent avant le vôtre.`
  }`;

export const NEW_SESSION_WAITS: Texts['NEW_SESSION_WAITS'] = (whose) =>
  `${stillAtWork(whose)} La nouvelle session commence ensuite.`;

export const AT_WORK: Texts['AT_WORK'] = ({ whose, isAtWork, waiting }) => {
  const work = whose.length > 0 ? `une question de ${whose.join(' et ')}` : isAtWork ? 'une question' : 'rien';
  const rest =
    waiting === 0 ? 'Rien n’attend.' : waiting === 1 ? 'Un message attend.' : `${waiting} messages attendent.`;
  return `En cours : ${work}. ${rest}`;
};

export const LOCALE = 'fr';

export const LATE = {
  one: (at, zone) =>
    `J’étais absent et je n’ai pas répondu à un message de ${at} (${zone}). Reposez votre question si vous avez encore besoin d’une réponse.`,
  many: (count, at, zone) =>
    `J’étais absent et je n’ai pas répondu à ${count} messages de ${at} (${zone}). Reposez votre question si vous avez encore besoin d’une réponse.`,
  manyBetween: (count, from, to, zone) =>
    `J’étais absent et je n’ai pas répondu à ${count} messages entre ${from} et ${to} (${zone}). Reposez votre question si vous avez encore besoin d’une réponse.`,
} as const satisfies Texts['LATE'];

const notIn = (room: string | undefined, why: string): string =>
  room
    ? `Je ne peux pas vous répondre dans le salon ${room} : ${why}`
    : `Je ne peux pas vous répondre là où vous m’avez posé la question : ${why}`;

export const NOT_ANSWERED = {
  'not-a-member': (room) => notIn(room, 'je n’en suis plus membre.'),
  encrypted: (room) => notIn(room, 'le salon est maintenant chiffré de bout en bout.'),
  'room-not-listed': (room) => notIn(room, 'un administrateur me l’a fermé.'),
  archived: (room) => notIn(room, 'le salon a été archivé.'),
  banned: (room) => notIn(room, 'j’en ai été banni.'),
  muted: (room) => notIn(room, 'j’y suis en sourdine. Un propriétaire du salon peut changer cela.'),
  'read-only': (room) =>
    notIn(room, 'le salon est en lecture seule. Un propriétaire du salon peut m’y laisser écrire.'),
  'switched-off': (room) => notIn(room, 'j’y ai été désactivé.'),
} as const satisfies Texts['NOT_ANSWERED'];
