import { grammarOf } from '@rocketchat-openclaw/shared';

/** Texts for admins who look after the app from day to day: the log of deliveries, the pause and the panel. */

const { plural } = grammarOf('en');

interface DeliveryFacts {
  readonly at: number;
  readonly way: 'out' | 'in';
  readonly kind: string;
  readonly where: string | undefined;
  readonly outcome: keyof typeof OUTCOME;
  readonly why: string | undefined;
  readonly ms: number;
  readonly id: string;
}

const OUTCOME = {
  accepted: 'accepted',
  duplicate: 'OpenClaw had it already',
  refused: 'refused',
  failed: 'failed',
  waits: 'waits here, because the last attempt failed',
  'given-up': 'given up',
  done: 'done',
} as const;

/** `/openclaw log` */
export const LOG = {
  head: (count: number) =>
    plural(
      count,
      'One entry. The time is UTC. → is an event for OpenClaw, and its log has the same id; ← is a command from there.',
      `The last ${count}, the newest first. Times are UTC. → is an event for OpenClaw, and its log has the same id; ← is a command from there.`,
    ),
  none: 'Nothing was delivered lately.',
  noneWith: (id: string) => `No entry of the last 200 has “${id}” in its id or as its room.`,
  line: ({ at, way, kind, where, outcome, why, ms, id }: DeliveryFacts) => {
    const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
    const what = `${way === 'out' ? '→' : '←'} \`${kind}\`${where ? ` in ${where}` : ''}`;
    return `• ${time} ${what}: ${OUTCOME[outcome]}${why ? `: ${why}` : ''} (${ms} ms), \`${id}\``;
  },
  /** A room whose name this admin may not know. */
  room: (id: string) => `room \`${id}\``,
  direct: 'a direct room',
} as const;

/** `/openclaw pause` and `/openclaw resume` */
export const PAUSE = {
  isOn: '⏸️ Paused: nothing is sent to OpenClaw. Messages written during the pause are never sent.',
  isOff: '▶️ The pause is over: messages are sent to OpenClaw again.',
  notStored: '❌ The server has not stored the setting *Pause*. Look at the settings of the app.',
} as const;

/** `/openclaw panel`: beside the room. */
export const PANEL = {
  title: 'OpenClaw',
  opened:
    'The panel opens beside this room. Does your client show none? These words do the same: `/openclaw status`, `log`, `failed`, `retry`, `pause`, `resume`, `here on`, `here off`.',
  cannotOpen:
    'Your client cannot show a panel. These words do the same: `/openclaw status`, `log`, `failed`, `retry`, `pause`, `resume`, `here on`, `here off`.',
  notYours: 'This panel is for admins and for the owners of this room.',
  adminsOnly: '❌ Only an admin may do that.',
  isSlow: '⏳ That takes longer than usual, and goes on. Press *Refresh* in a moment.',
  stillTrying: '⏳ The gateway has not answered yet. Press *Refresh* in a moment.',
  asBefore: 'That is the last known state: the gateway has not answered within two seconds now.',
  nothingWaits: 'No event waits here.',
  failed: (lines: number) => (lines === 0 ? '*Given up:* nothing' : '*Given up*'),
  log: (lines: number) =>
    lines === 0 ? '*Last deliveries:* none' : '*Last deliveries* (UTC; `/openclaw log 50` shows more)',
  roomIsOn: '*This room:* I am switched on here.',
  roomIsOff: '*This room:* I am switched off here. Nothing that is said here is sent to OpenClaw.',
  refresh: 'Refresh',
  pause: 'Pause',
  resume: 'Resume',
  resend: 'Resend all',
  on: 'Switch on',
  off: 'Switch off',
} as const;
