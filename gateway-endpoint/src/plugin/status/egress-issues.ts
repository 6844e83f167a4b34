import type { AppHello } from '@rocketchat-openclaw/shared';
import type { Announced } from '../../account/hello.ts';
import { EGRESS } from '../../texts/status.ts';

/** The workspace does not send events that this gateway should answer: the fault, and the cure on both sides. */
export interface EgressIssue {
  readonly message: string;
  readonly fix: string;
}

type Egress = AppHello['egress'];

/** Rooms that are answered without a mention are heard only where the workspace's admin lets everything of them out. */
export function egressIssues({ answersEveryMessageIn: rooms }: Announced, egress: Egress): EgressIssue[] {
  if (egress.paused) {
    return [{ message: EGRESS.paused, fix: EGRESS.pausedFix }];
  }
  if (rooms.length === 0) return [];
  if (egress.scope === 'addressed') {
    return [{ message: EGRESS.onlyAddressed(namesOf(rooms)), fix: EGRESS.onlyAddressedFix(EGRESS.needMention) }];
  }
  const missing = rooms.filter((room) => room !== '*' && !isListed(room, egress.rooms));
  if (missing.length === 0) return [];
  return [{ message: EGRESS.notListed(namesOf(missing)), fix: EGRESS.notListedFix(EGRESS.needMention) }];
}

const bare = (room: string): string => room.replace(/^#/, '').toLowerCase();

/** As the app compares; a room that one side calls by its id and the other by its name is not known to be missing. */
function isListed(room: string, list: readonly string[]): boolean {
  return list.length === 0 || list.some((entry) => bare(entry) === bare(room));
}

function namesOf(rooms: readonly string[]): string {
  return rooms.includes('*') ? EGRESS.allRooms : rooms.join(', ');
}
