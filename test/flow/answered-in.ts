import type { Workspace } from '../workspace/workspace.ts';
import { BOT } from './connected-workspace.ts';

/** Numbers of questions (`question-<number>-end`) in the order in which a room saw their answers. */
export function answeredIn(workspace: Workspace, rid: string): number[] {
  const posts = [...workspace.store.messages.values()].filter(
    (each) => each.rid === rid && each.u.username === BOT && !each.t && !each.editedAt,
  );
  return posts.flatMap(({ msg }) => [...msg.matchAll(/question-(\d+)-end/g)].map(([, number]) => Number(number)));
}
