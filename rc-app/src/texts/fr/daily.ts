import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts for admins who look after the app from day to day, in French. */

const { plural } = grammarOf('fr');

const OUTCOME = {
  accepted: 'accepté',
  duplicate: 'OpenClaw l’avait déjà',
  refused: 'refusé',
  failed: 'échec',
  waits: 'attend ici, car la dernière tentative a échoué',
  'given-up': 'abandonné',
  done: 'fait',
} as const;

export const LOG = {
  head: (count) =>
    plural(
      count,
      'Une entrée. L’heure est en UTC. → est un événement pour OpenClaw, et son journal a le même identifiant ; ← est une commande de là-bas.',
      `Les ${count} dernières, les plus récentes d’abord. Les heures sont en UTC. → est un événement pour OpenClaw, et son journal a le même identifiant ; ← est une commande de là-bas.`,
    ),
  none: 'Rien n’a été remis récemment.',
  noneWith: (id) => `Aucune des 200 dernières entrées n’a « ${id} » dans son identifiant ou comme salon.`,
  line: ({ at, way, kind, where, outcome, why, ms, id }) => {
    const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
    const what = `${way === 'out' ? '→' : '←'} \`${kind}\`${where ? ` dans ${where}` : ''}`;
    return `• ${time} ${what} : ${OUTCOME[outcome]}${why ? ` : ${why}` : ''} (${ms} ms), \`${id}\``;
  },
  room: (id) => `le salon \`${id}\``,
  direct: 'un salon direct',
} as const satisfies Texts['LOG'];

export const PAUSE = {
  isOn: '⏸️ En pause : rien n’est envoyé à OpenClaw. Les messages écrits pendant la pause ne sont jamais envoyés.',
  isOff: '▶️ La pause est finie : les messages sont de nouveau envoyés à OpenClaw.',
  notStored: '❌ Le serveur n’a pas enregistré le paramètre *Pause*. Voyez les paramètres de l’application.',
} as const satisfies Texts['PAUSE'];

const WORDS =
  'Ces commandes font la même chose : `/openclaw status`, `log`, `failed`, `retry`, `pause`, `resume`, `here on`, `here off`.';

export const PANEL = {
  title: 'OpenClaw',
  opened: `Le panneau s’ouvre à côté de ce salon. Votre client n’en montre pas ? ${WORDS}`,
  cannotOpen: `Votre client ne peut pas afficher de panneau. ${WORDS}`,
  notYours: 'Ce panneau est réservé aux administrateurs et aux propriétaires de ce salon.',
  adminsOnly: '❌ Seul un administrateur peut faire cela.',
  isSlow: '⏳ Cela prend plus de temps que d’habitude, et continue. Appuyez sur *Actualiser* dans un instant.',
  stillTrying: '⏳ La passerelle n’a pas encore répondu. Appuyez sur *Actualiser* dans un instant.',
  asBefore: 'C’est le dernier état connu : la passerelle n’a pas répondu cette fois en deux secondes.',
  nothingWaits: 'Aucun événement n’attend ici.',
  failed: (lines) => (lines === 0 ? '*Abandonnés :* aucun' : '*Abandonnés*'),
  log: (lines) =>
    lines === 0 ? '*Derniers envois :* aucun' : '*Derniers envois* (UTC ; `/openclaw log 50` en montre plus)',
  roomIsOn: '*Ce salon :* je suis activé ici.',
  roomIsOff: '*Ce salon :* je suis désactivé ici. Rien de ce qui est dit ici n’est envoyé à OpenClaw.',
  refresh: 'Actualiser',
  pause: 'Mettre en pause',
  resume: 'Reprendre',
  resend: 'Tout renvoyer',
  on: 'Activer',
  off: 'Désactiver',
} as const satisfies Texts['PANEL'];
