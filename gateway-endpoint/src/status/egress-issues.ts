import type { AppHello } from '@rocketchat-openclaw/shared';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { Announced } from './hello.ts';

/** What is wrong between what this gateway is to answer and what the workspace lets out, and the cure on both sides. */
export interface EgressIssue {
  readonly message: string;
  readonly fix: string;
}

type Egress = AppHello['egress'];

/** Rooms that are answered without a mention are heard only where the workspace's admin lets everything of them out. */
export function egressIssues({ answersEveryMessageIn: rooms }: Announced, egress: Egress): EgressIssue[] {
  if (egress.paused) {
    const message = 'the app is paused: nothing leaves the workspace, so nothing is answered';
    return [{ message, fix: 'in the workspace, switch off “Pause: nothing leaves” in the settings of the app' }];
  }
  if (rooms.length === 0) return [];
  const ours = `here, set requireMention (or chatmode) of channels.${CHANNEL_ID} so that those rooms need a mention`;
  if (egress.scope === 'addressed') {
    const message = `every message is to be answered in ${namesOf(rooms)}, but the app lets out only what is addressed to the bot`;
    return [
      {
        message,
        fix: `in the workspace, set “What leaves this workspace” of the app to every message of its rooms; or ${ours}`,
      },
    ];
  }
  const missing = rooms.filter((room) => room !== '*' && !isListed(room, egress.rooms));
  if (missing.length === 0) return [];
  const message = `every message is to be answered in ${namesOf(missing)}, which the app's own list of rooms does not name`;
  return [
    {
      message,
      fix: `in the workspace, name them under “Only in these rooms” of the app as they are named here; or ${ours}`,
    },
  ];
}

const bare = (room: string): string => room.replace(/^#/, '').toLowerCase();

/** As the app compares; a room that one side calls by its id and the other by its name is not known to be missing. */
function isListed(room: string, list: readonly string[]): boolean {
  return list.length === 0 || list.some((entry) => bare(entry) === bare(room));
}

function namesOf(rooms: readonly string[]): string {
  return rooms.includes('*') ? 'all rooms' : rooms.join(', ');
}
