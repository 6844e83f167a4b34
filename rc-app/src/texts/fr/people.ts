import type { Texts } from '../pattern.ts';

/** Texts for people in their rooms, in French. */

export const STAYS = {
  disabled: 'Un administrateur a désactivé l’application OpenClaw : rien n’est envoyé à l’agent.',
  banned: 'J’ai été banni de ce salon. Un propriétaire du salon peut me laisser revenir.',
  'said-while-closed':
    'Ce message a été écrit pendant que j’étais désactivé ici : il reste donc dans cet espace de travail.',
  paused:
    'Un administrateur a mis l’application en pause dans ses paramètres : rien n’est envoyé à l’agent pour le moment.',
  livechat: 'Je ne participe pas aux conversations avec les visiteurs d’un site web.',
  encrypted:
    'Ce salon est chiffré de bout en bout : je ne peux rien y lire. Posez-moi la question dans un salon non chiffré.',
  'foreign-direct':
    'Je ne fais pas partie de cette conversation. Écrivez-moi directement, ou posez-moi la question dans un salon où je suis.',
  'room-not-listed':
    'Un administrateur ne m’a pas ouvert ce salon. Adressez-vous à un administrateur si vous avez besoin de moi ici.',
  'switched-off': 'Je suis désactivé dans ce salon. Un propriétaire du salon peut changer cela : `/openclaw here on`.',
  'not-a-member': 'Je ne suis pas membre de ce salon. Invitez-moi, puis reposez votre question.',
  archived: 'Ce salon est archivé : je ne peux pas y répondre.',
  muted:
    'Je suis en sourdine dans ce salon. Un propriétaire du salon peut changer cela ; reposez ensuite votre question.',
  'read-only':
    'Ce salon est en lecture seule : je ne peux pas y répondre. Un propriétaire du salon peut me nommer modérateur ou me laisser écrire ; reposez ensuite votre question.',
  'own-message': 'Je ne me réponds pas à moi-même.',
  'group-direct': 'Je ne commence pas de messages directs avec plusieurs personnes.',
  'not-addressed': 'L’agent ne connaît pas cette commande ; voyez `/openclaw help`.',
} as const satisfies Texts['STAYS'];

export const REFUSED = {
  command: (reason) => (reason ? `OpenClaw a refusé cette commande : ${reason}.` : 'OpenClaw a refusé cette commande.'),
  click: (reason) => (reason ? `OpenClaw a refusé ce clic : ${reason}.` : 'OpenClaw a refusé ce clic.'),
  answer: (reason) => (reason ? `OpenClaw a refusé cette réponse : ${reason}.` : 'OpenClaw a refusé cette réponse.'),
} as const satisfies Texts['REFUSED'];

export const AWAY = {
  tryAgain:
    'Je n’arrive pas à joindre OpenClaw pour le moment. Réessayez dans une minute ; si cela continue, demandez à un administrateur d’utiliser `/openclaw status`.',
  askAdmin: 'Je n’arrive pas à joindre OpenClaw. Demandez à un administrateur d’utiliser `/openclaw status`.',
  because: (fault) => `Je n’arrive pas à joindre OpenClaw : ${fault}`,
  isSlow: 'Je n’arrive pas à joindre OpenClaw : sa passerelle ne répond pas. Réessayez dans une minute.',
  formIsSlow:
    'Je n’arrive pas à joindre OpenClaw : sa passerelle ne répond pas. Renvoyez le formulaire dans une minute.',
} as const satisfies Texts['AWAY'];

const ASK_THEN = 'S’il attend plus de 10 minutes, l’agent le lit mais n’y répond pas : reposez alors votre question.';

export const UNANSWERED = {
  notConnected: (fault) =>
    fault
      ? `Je n’ai pas d’agent à qui demander : ${fault}. Votre message n’a pas été gardé. Reposez votre question quand je serai connecté.`
      : 'Je ne suis pas encore connecté : un administrateur doit coller un code de connexion dans les paramètres de l’application OpenClaw. Votre message n’a pas été gardé. Reposez ensuite votre question.',
  waits: (fault) =>
    fault
      ? `Je n’arrive pas à joindre l’agent : ${fault}. Votre message attend ici jusqu’à 24 heures. ${ASK_THEN}`
      : `Je n’arrive pas à joindre l’agent. Votre message attend ici jusqu’à 24 heures. ${ASK_THEN}`,
  waitsForAdmin: (fault) =>
    fault
      ? `Je n’arrive pas à joindre l’agent : ${fault}. Votre message attend ici que ce soit réparé ; \`/openclaw status\` en dit plus. Si cela dure plus de 10 minutes, reposez ensuite votre question.`
      : 'Je n’arrive pas à joindre l’agent. Votre message attend ici qu’un administrateur répare la connexion : `/openclaw status` lui montre ce qui ne va pas. Si cela dure plus de 10 minutes, reposez ensuite votre question.',
  noWayBack: (fault) =>
    fault
      ? `L’agent a reçu votre message, mais sa réponse ne peut pas arriver ici : ${fault}.`
      : 'L’agent a reçu votre message, mais sa réponse ne peut pas arriver ici. Demandez à un administrateur d’utiliser `/openclaw status`.',
  notTaken:
    'L’agent n’a pas reçu votre message, car OpenClaw l’a refusé. Dites-le autrement, ou demandez à un administrateur d’utiliser `/openclaw failed`.',
  notSent:
    'L’agent n’a pas reçu votre message. Reposez votre question ; si cela continue, demandez à un administrateur d’utiliser `/openclaw failed`.',
  neverSent: (room) =>
    room
      ? `L’agent n’a jamais reçu le message que vous m’avez écrit dans #${room}. Reposez votre question si vous avez encore besoin d’une réponse.`
      : 'L’agent n’a jamais reçu le message que vous m’avez écrit. Reposez votre question si vous avez encore besoin d’une réponse.',
} as const satisfies Texts['UNANSWERED'];

export const FORM_EXPIRED = 'Ce formulaire a expiré. Cliquez de nouveau sur le bouton pour en recevoir un autre.';

export const ENCRYPTED_ROOM =
  'Ce salon est chiffré de bout en bout : je ne peux pas lire ce que vous y écrivez. Écrivez-moi dans un salon non chiffré.';

export const HERE = {
  ownersOnly: 'Seul un propriétaire de ce salon peut faire cela.',
  announceOn: (by) => `@${by} m’a activé dans ce salon : vous pouvez de nouveau me parler ici.`,
  announceOff: (by) => `@${by} m’a désactivé dans ce salon : rien de ce qui est dit ici ne quitte l’espace de travail.`,
  isOn: 'Je suis maintenant activé dans ce salon.',
  isOff: 'Je suis maintenant désactivé dans ce salon.',
} as const satisfies Texts['HERE'];
